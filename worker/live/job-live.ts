import type { Redis } from 'ioredis';
import type { LiveOrder } from '@sri/shared/protocol/job-control.ts';
import { packFrame } from '@sri/shared/protocol/live-frame.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { SendFrame } from './send-frame.ts';

/** The worker's end of what people see of a job and do to it. */
export interface JobLive {
  /** From Redis to the run. Before there is one, what lasts is kept for it. */
  hear: (order: LiveOrder) => void;
  steer: (give: (order: LiveOrder) => void) => void;
  /** From the run to Redis. Pictures that Redis does not take are lost, and nothing waits for them. */
  onFrame: SendFrame;
}

const PATIENCE_MS = 2000;

export function createJobLive(redis: Redis, keys: RedisKeys, jobId: string): JobLive {
  const channel = keys.jobLive(jobId);
  const lasting = new Map<LiveOrder['type'], LiveOrder>();
  let give: ((order: LiveOrder) => void) | undefined;
  return {
    hear: (order) => {
      if (give !== undefined) return give(order);
      if (order.type === 'watch' || order.type === 'hold') lasting.set(order.type, order);
    },
    steer: (giver) => {
      give = giver;
      for (const order of lasting.values()) giver(order);
    },
    onFrame: async (frame) => {
      if (redis.status !== 'ready' || frame.meta.jobId !== jobId) return;
      const sent = redis.publish(channel, Buffer.from(packFrame(frame).buffer)).catch(() => 0);
      let late: NodeJS.Timeout | undefined;
      await Promise.race([sent, new Promise((resolve) => (late = setTimeout(resolve, PATIENCE_MS)))]);
      clearTimeout(late);
    },
  };
}
