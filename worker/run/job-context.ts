import type { S3Client } from '@aws-sdk/client-s3';
import type { Redis } from 'ioredis';
import type { Reach } from '@sri/shared/node/failpoint.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { JobControl } from '@sri/shared/protocol/job-control.ts';
import type { RedisKeys } from '@sri/shared/protocol/redis-keys.ts';
import type { Queue } from '@sri/shared/queue/queue-contract.ts';
import type { Spool } from '../artifacts/spool.ts';
import type { WorkerConfig } from '../config.ts';
import type { Tally } from '../report/tally.ts';
import type { Runner } from '../runner/runner-client.ts';
import type { ScriptSource } from './fetch-script.ts';
import type { NoReturn } from './no-return.ts';

/** What a job needs of its worker. */
export interface JobContext {
  config: Pick<WorkerConfig, 'production' | 'workerId' | 'signing' | 'sessionKeys' | 'times'>;
  queue: Pick<Queue, 'renew' | 'finish' | 'giveBack' | 'showStatus'>;
  redis: Redis;
  keys: RedisKeys;
  s3: S3Client;
  runner: Runner;
  spool: Spool;
  scripts: ScriptSource;
  noReturn: NoReturn;
  reach: Reach;
  log: Logger;
  /** Tells what others say to a job: a cancel is only a hint to look at its lease. Returns how to stop listening. */
  onControl: (jobId: string, hear: (control: JobControl) => void) => () => void;
  /** Counts how attempts end. */
  tally: Pick<Tally, 'ended' | 'leaseLost'>;
  /** Writes the heartbeat with the jobs that run now. */
  beat: () => Promise<void>;
}
