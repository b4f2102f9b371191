import { WebSocket } from 'ws';
import type { CdpPort } from '../../cdp/cdp-port.ts';
import { createConversation } from '../../cdp/conversation.ts';

/** Speaks to a browser over its debugging address, as `ws://127.0.0.1:9222/devtools/browser/…`. */
export async function openWsPort(url: string): Promise<CdpPort & { close(): void }> {
  const socket = new WebSocket(url, { perMessageDeflate: false });
  const { port, hear, end } = createConversation((text) => socket.send(text));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  socket.on('error', () => undefined);
  socket.on('close', end);
  socket.on('message', (data: Buffer) => hear(data.toString('utf8')));
  return {
    ...port,
    close: () => {
      end();
      socket.close();
    },
  };
}
