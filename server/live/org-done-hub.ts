import type { Redis } from 'ioredis';
import { doneMessageSchema, type DoneMessage } from '@sri/shared/model/live-event.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';

/** Who hears the ends of which organisation's executions. */
export interface OrgDoneHub {
  watch(orgId: string, onDone: (done: DoneMessage) => void): () => void;
}

/** One subscriber connection for all; it subscribes again by itself after Redis was away. */
export function createOrgDoneHub(subscriber: Redis, keys: RedisKeys): OrgDoneHub {
  const listeners = new Map<string, Set<(done: DoneMessage) => void>>();
  subscriber.on('message', (channel: string, text: string) => {
    const hearing = listeners.get(channel);
    if (hearing === undefined) return;
    try {
      const done = doneMessageSchema.parse(JSON.parse(text));
      for (const listener of hearing) listener(done);
    } catch {
      // Somebody else wrote on the channel; what ended stands in the record.
    }
  });
  return {
    watch: (orgId, onDone) => {
      const channel = keys.orgDone(orgId);
      const hearing = listeners.get(channel) ?? new Set();
      if (hearing.size === 0) void subscriber.subscribe(channel).catch(() => undefined);
      hearing.add(onDone);
      listeners.set(channel, hearing);
      return () => {
        hearing.delete(onDone);
        if (hearing.size > 0) return;
        listeners.delete(channel);
        void subscriber.unsubscribe(channel).catch(() => undefined);
      };
    },
  };
}
