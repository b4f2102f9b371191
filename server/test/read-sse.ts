import { jobEventSchema, type JobEvent } from '@sri/shared/model/live-event.ts';

export interface SseEvent {
  id: string | undefined;
  event: JobEvent;
}

/** An open stream of server-sent events; `events` grows while it is read. */
export interface SseStream {
  events: SseEvent[];
  /** Resolves when the server, or `close`, ended it. */
  ended: Promise<void>;
  close: () => void;
}

function parse(block: string): SseEvent | undefined {
  const lines = block.split('\n');
  const field = (name: string): string | undefined =>
    lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
  const data = field('data');
  return data === undefined ? undefined : { id: field('id'), event: jobEventSchema.parse(JSON.parse(data)) };
}

/** Opens a stream and reads it until it ends. Throws where the answer is not a stream. */
export async function readSse(url: string, headers: Record<string, string>): Promise<SseStream> {
  const stop = new AbortController();
  const response = await fetch(url, { headers, signal: stop.signal });
  if (response.status !== 200 || response.body === null) throw new Error(`no stream: ${response.status}`);
  const events: SseEvent[] = [];
  const body = response.body.pipeThrough(new TextDecoderStream());
  const read = async (): Promise<void> => {
    let rest = '';
    for await (const text of body) {
      const blocks = (rest + text).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const event = parse(block);
        if (event !== undefined) events.push(event);
      }
    }
  };
  const ended = read().catch((error: unknown) => {
    if (!stop.signal.aborted) throw error;
  });
  return { events, ended, close: () => stop.abort() };
}
