import type { ClientMessage, ServerMessage } from '@sri/shared/protocol/api/live.ts';

/** A socket whose other end is the test. */
export class FakeSocket extends EventTarget {
  readonly sent: ClientMessage[] = [];
  closed = false;
  binaryType = 'blob';

  send(text: string): void {
    this.sent.push(JSON.parse(text) as ClientMessage);
  }

  close(): void {
    this.closed = true;
  }

  tell(message: ServerMessage): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }

  drop(code: number): void {
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}
