import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { CdpPort } from '../../cdp/cdp-port.ts';
import { createConversation } from '../../cdp/conversation.ts';

/**
 * Speaks over descriptors 3 and 4 of a browser that was started with `--remote-debugging-pipe`: no port is open that
 * others could find.
 */
export function openCdpPipe(child: ChildProcess): CdpPort {
  const to = child.stdio[3] as Writable;
  const from = child.stdio[4] as Readable;
  const { port, hear, end } = createConversation((text) => void to.write(`${text}\0`));
  let rest: Buffer[] = [];
  from.on('data', (chunk: Buffer) => {
    let begin = 0;
    for (let stop = chunk.indexOf(0); stop !== -1; stop = chunk.indexOf(0, begin)) {
      hear(Buffer.concat([...rest, chunk.subarray(begin, stop)]).toString('utf8'));
      rest = [];
      begin = stop + 1;
    }
    if (begin < chunk.length) rest.push(chunk.subarray(begin));
  });
  child.once('exit', end);
  child.once('error', end);
  // A browser that has gone makes its pipes fail; `end` tells whoever waits.
  to.on('error', () => undefined);
  from.on('error', () => undefined);
  return port;
}
