import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { newId } from '@sri/shared/model/ids.ts';
import { LIVE_CLOSE } from '@sri/shared/protocol/api/live.ts';
import { HOSTILE_VALUES } from '../test/fuzz/hostile-values.ts';
import { startPlaneProcess, type PlaneProcess } from '../test/fuzz/plane-process.ts';
import { createTestPlane, type TestPlane } from '../test/plane.ts';

/** Of the protocol of WebSocket itself: text that is no UTF-8, and a message that is too large. */
const NO_TEXT = 1007;
const TOO_LARGE = 1009;
const EXPECTED = [...Object.values(LIVE_CLOSE), NO_TEXT, TOO_LARGE];
const JOB = newId();
const MOVE = { kind: 'move', x: 1, y: 1 };

/** One of each kind of message, as it should be. */
const MESSAGES: Record<string, unknown>[] = [
  { type: 'auth', token: 'x' },
  { type: 'ping' },
  { type: 'subscribe', jobId: JOB, cursor: '0-0' },
  { type: 'unsubscribe', jobId: JOB },
  { type: 'subscribeOrg' },
  { type: 'watch', jobId: JOB, pageId: 'main' },
  { type: 'unwatch', jobId: JOB },
  { type: 'seen', jobId: JOB },
  { type: 'input', jobId: JOB, holdId: 'h', pageId: 'main', input: MOVE },
];

let plane: TestPlane;
let server: PlaneProcess;
let token: string;

beforeAll(async () => {
  plane = await createTestPlane();
  // It only serves to set things up: the messages go to a process of its own.
  await plane.plane?.background.stop();
  ({ token } = await plane.registerOrg());
  server = await startPlaneProcess(plane.env);
});
afterAll(async () => {
  await server?.stop();
  await plane?.close();
});

/** What one connection did with a message: answered the `ping` behind it, or closed with a code. */
async function sent(message: string | Buffer, binary = false): Promise<'answered' | number> {
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}/api/live`, {
    headers: { authorization: `Bearer ${token}` },
  });
  socket.on('error', () => undefined);
  try {
    return await new Promise((resolve) => {
      socket.on('close', (code) => resolve(code));
      socket.on('message', (data: Buffer, isBinary) => {
        if (!isBinary && (JSON.parse(data.toString()) as { type: string }).type === 'pong') resolve('answered');
      });
      socket.on('open', () => {
        socket.send(message, { binary });
        socket.send('{"type":"ping"}');
      });
    });
  } finally {
    socket.terminate();
  }
}

/** Every message with one field that holds something else, as JSON text: what it holds may be no object of JavaScript. */
function* hostileMessages(): Generator<[string, string]> {
  for (const message of MESSAGES) {
    const kind = String(message['type']);
    for (const field of [...Object.keys(message), 'surplus']) {
      for (const [name, value] of Object.entries(HOSTILE_VALUES)) {
        const rest = Object.entries(message)
          .filter(([other]) => other !== field)
          .map(([other, held]) => `${JSON.stringify(other)}:${JSON.stringify(held)}`);
        yield [`${kind}.${field}: ${name}`, `{${[...rest, `"${field}":${value}`].join(',')}}`];
      }
    }
    for (const field of Object.keys(message)) {
      const { [field]: _left, ...rest } = message;
      yield [`${kind} without ${field}`, JSON.stringify(rest)];
    }
  }
}

test('R56 whatever a socket is told, it answers or closes with a code, and nothing of the server falls over', async () => {
  const cases = [...hostileMessages()];
  expect(cases.length).toBeGreaterThan(1000);
  const wrong: string[] = [];
  const lane = async (): Promise<void> => {
    for (let next = cases.shift(); next !== undefined; next = cases.shift()) {
      const [name, message] = next;
      const outcome = await sent(message);
      if (outcome !== 'answered' && !EXPECTED.includes(outcome)) wrong.push(`${name}: ${outcome}`);
    }
  };
  await Promise.all([lane(), lane(), lane(), lane()]);
  expect(wrong).toEqual([]);
  expect(server.alive()).toBe(true);
  expect([...server.logLines('"level":50'), ...server.logLines('"level":60'), ...server.logLines('nhandled')]).toEqual(
    [],
  );
});

test.each<[string, string | Buffer, boolean, number]>([
  ['nothing', '', false, LIVE_CLOSE.badMessage],
  ['no JSON', '{"type":', false, LIVE_CLOSE.badMessage],
  ['a list', '[{"type":"ping"}]', false, LIVE_CLOSE.badMessage],
  ['bytes', Buffer.from([0, 159, 146, 150]), true, LIVE_CLOSE.badMessage],
  ['text that is no UTF-8', Buffer.from([0xc3, 0x28]), false, NO_TEXT],
  ['more than a message may hold', `{"type":"auth","token":"${'x'.repeat(70_000)}"}`, false, TOO_LARGE],
])('R56 a socket that is told %s is closed', async (_what, message, binary, code) => {
  expect(await sent(message, binary)).toBe(code);
  expect(server.alive()).toBe(true);
});
