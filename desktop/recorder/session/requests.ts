import { z } from 'zod';
import type { CdpEvent } from '../../cdp/cdp-port.ts';

const sentSchema = z.object({
  requestId: z.string(),
  type: z.string().optional(),
  wallTime: z.number(),
  request: z.object({ url: z.string(), method: z.string() }),
});
const receivedSchema = z.object({
  requestId: z.string(),
  response: z.object({ mimeType: z.string(), status: z.number() }),
});
const DATA = /json|xml|html|text\/plain|csv|javascript/i;

export interface Answered {
  url: string;
  startedAt: number;
  endedAt: number;
}

/** Requests of a page's scripts that were answered with data; beacons, pictures and streams are none. Times in ms since 1970. */
export function watchRequests(onAnswered: (answered: Answered) => void): (event: CdpEvent) => void {
  const open = new Map<string, { url: string; startedAt: number }>();
  return ({ method, params }) => {
    if (method === 'Network.requestWillBeSent') {
      const { data } = sentSchema.safeParse(params);
      if (data !== undefined && (data.type === 'XHR' || data.type === 'Fetch'))
        open.set(data.requestId, { url: data.request.url, startedAt: data.wallTime * 1000 });
    } else if (method === 'Network.responseReceived') {
      const { data } = receivedSchema.safeParse(params);
      const sent = data === undefined ? undefined : open.get(data.requestId);
      if (data === undefined || sent === undefined) return;
      open.delete(data.requestId);
      if (DATA.test(data.response.mimeType) && data.response.status < 400)
        onAnswered({ ...sent, endedAt: performance.timeOrigin + performance.now() });
    }
  };
}
