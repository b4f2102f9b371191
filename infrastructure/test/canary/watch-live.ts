import { WebSocket } from 'ws';
import { waitFor } from '../wait-for.ts';
import type { JobParts } from './job-parts.ts';

/** Opens the live door, follows the execution and its pictures, and keeps all that comes. */
export async function watchLive({ apiUrl, token, listener }: JobParts, jobId: string): Promise<WebSocket> {
  const socket = new WebSocket(`${apiUrl.replace('http', 'ws')}/api/live`);
  const heard: string[] = [];
  socket.on('message', (data: Buffer, isBinary) => {
    heard.push(data.toString());
    listener.heard.push({ place: isBinary ? 'live picture' : 'live message', text: data.toString('latin1') });
  });
  await new Promise((resolve) => socket.once('open', resolve));
  socket.send(JSON.stringify({ type: 'auth', token }));
  await waitFor('the live door to open', () => heard.some((text) => text.includes('"ready"')));
  for (const message of [{ type: 'subscribe', jobId }, { type: 'subscribeOrg' }, { type: 'watch', jobId }]) {
    socket.send(JSON.stringify(message));
  }
  return socket;
}
