// Whether the worker of this container gave a sign of life within the last 30 seconds: its heartbeat stands in Redis.
// Three commands over a bare socket, since a client library would take longer to load than to answer.
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { connect as connectTls } from 'node:tls';

const PATIENCE_MS = 4000;

const url = new URL(process.env['REDIS_URL'] ?? 'redis://localhost:6379');
const worker = process.env['WORKER_ID'] ?? `worker-${hostname()}`;
const key = `${process.env['REDIS_PREFIX'] ?? ''}sri:worker:${worker}:heartbeat`;

function command(...words: string[]): string {
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`;
}

const target = { host: url.hostname, port: Number(url.port === '' ? 6379 : url.port) };
const socket = url.protocol === 'rediss:' ? connectTls({ ...target, servername: target.host }) : connect(target);
const end = (healthy: boolean): void => {
  process.exitCode = healthy ? 0 : 1;
  socket.destroy();
};
let answer = '';
socket.setTimeout(PATIENCE_MS, () => end(false));
socket.on('error', () => end(false));
socket.on('data', (chunk: Buffer) => {
  answer += chunk.toString('latin1');
  // A refused password is followed by a refused GET, and so by no bulk string.
  const got = /(?:^|\r\n)\$(-?\d+)\r\n/.exec(answer)?.[1];
  if (got !== undefined) end(Number(got) > 0);
  else if (/^-.*\r\n-/.test(answer)) end(false);
});
const password = decodeURIComponent(url.password);
const user = url.username === '' ? 'default' : decodeURIComponent(url.username);
socket.write((password === '' ? '' : command('AUTH', user, password)) + command('GET', key));
