import { Agent, request } from 'node:http';
import { inLanes } from '../rounds.ts';

export interface Post {
  url: string;
  body: unknown;
  token?: string;
}

function post({ url, body, token }: Post, agent: Agent): Promise<number> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(text),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
      },
      (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode ?? 0));
        response.once('error', reject);
      },
    );
    sent.once('error', reject);
    sent.end(text);
  });
}

export interface LoadFigures {
  perSecond: number;
  /** ms of each call. */
  took: number[];
}

/** Sends so many POSTs over `lanes` kept-alive connections; throws where one is not answered with 202. */
export async function postAll(count: number, lanes: number, postOf: (index: number) => Post): Promise<LoadFigures> {
  const agent = new Agent({ keepAlive: true, maxSockets: lanes });
  const took: number[] = [];
  const began = performance.now();
  try {
    await inLanes(count, lanes, async (index) => {
      const sentAt = performance.now();
      const status = await post(postOf(index), agent);
      if (status !== 202) throw new Error(`answered ${status} instead of 202`);
      took.push(performance.now() - sentAt);
    });
  } finally {
    agent.destroy();
  }
  return { perSecond: count / ((performance.now() - began) / 1000), took };
}
