import type { Redis } from 'ioredis';

export interface Hint {
  /** `asks`: it asks a person, or goes on with the answer. */
  kind: 'claimed' | 'finished' | 'asks';
  orgId: string;
  jobId: string;
}

const HINT = /^(claimed|finished|asks) ([0-9a-f-]{36}) ([0-9a-f-]{36})$/i;

/** A message on the queue's hints channel; null for anything else. */
export function parseHint(text: string): Hint | null {
  const [, kind, orgId, jobId] = HINT.exec(text) ?? [];
  if (kind === undefined || orgId === undefined || jobId === undefined) return null;
  return { kind: kind as Hint['kind'], orgId, jobId };
}

/**
 * Hears the hints on a subscriber connection of its own, which subscribes again by itself after Redis was away. A hint
 * may be lost: whoever uses it also polls.
 */
export async function listenToHints(subscriber: Redis, channel: string, onHint: (hint: Hint) => void): Promise<void> {
  subscriber.on('message', (from: string, text: string) => {
    const hint = from === channel ? parseHint(text) : null;
    if (hint !== null) onHint(hint);
  });
  await subscriber.subscribe(channel);
}
