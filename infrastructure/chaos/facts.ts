import type { AcceptedJob } from './load.ts';

/** What Postgres says of a job. */
export interface RecordedJob {
  jobId: string;
  status: string;
  fence: string;
  code: string | null;
  /** SHA-256 by name, as the accepted attempt told it. */
  objects: Record<string, string>;
  /** Ends in the audit log. */
  ends: number;
}

/** An object under its documented name. */
export interface StoredResult {
  fence: string;
  sha256: string;
}

/** Everything that is judged, read when all has come to rest. */
export interface Facts {
  accepted: readonly AcceptedJob[];
  recorded: readonly RecordedJob[];
  /** By `jobId/name`, of completed jobs. */
  results: ReadonlyMap<string, StoredResult>;
  /** Status words in Redis, by job; those that a FLUSHALL took are missing. */
  shown: ReadonlyMap<string, string>;
  /** When workers began each job, in ms since 1970. */
  begun: ReadonlyMap<string, readonly number[]>;
  /** When workers wrote that a job had failed; a worker that is killed in between does not. */
  saidFailed: ReadonlyMap<string, readonly number[]>;
  /** What is left where nothing should be, in words. */
  leftovers: readonly string[];
  contradictions: readonly string[];
  /** When sessions were missing: from each FLUSHALL until they were stored anew, in ms since 1970. */
  sessionGaps: readonly { from: number; to: number }[];
}
