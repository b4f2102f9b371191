import type { KnownJob, Queue } from '@sri/shared/queue/queue-contract.ts';
import type { Announce } from '../features/jobs/announce-status.ts';
import type { NotedMove } from '../features/jobs/note-states.ts';
import type { ReadShown } from '../features/jobs/shown-status.ts';
import { inGroups } from './in-groups.ts';

export interface NoteContext {
  queue: Pick<Queue, 'known' | 'showStatus'>;
  noteStates: (
    orgId: string,
    known: ReadonlyMap<string, KnownJob>,
    asking: ReadonlySet<string>,
  ) => Promise<NotedMove[]>;
  readShown: ReadShown;
  announce: Announce;
}

export interface MoveNoter {
  /** The queue may have moved this job. */
  due: (orgId: string, jobId: string) => void;
  /** Notes the moves of what is due. */
  run: () => Promise<void>;
  /** Notes the moves of these jobs of one organisation. */
  note: (orgId: string, jobIds: string[]) => Promise<void>;
}

const AT_ONCE = 8;

/**
 * Keeps the record's `running`, `needs_person` and `queued` in step with the queue: a claimed job runs, or asks a person
 * where its worker shows so; one whose lease was lost or that is tried again waits, shown under the fence of the attempt
 * to come (R28).
 */
export function createMoveNoter({ queue, noteStates, readShown, announce }: NoteContext, wake: () => void): MoveNoter {
  let due = new Map<string, Set<string>>();

  async function note(orgId: string, jobIds: string[]): Promise<void> {
    const known = await queue.known(orgId, jobIds);
    const shown = await readShown(jobIds);
    const asking = new Set(jobIds.filter((jobId) => shown.get(jobId) === 'needs_person'));
    for (const { jobId, userId, provider, status, gen, att } of await noteStates(orgId, known, asking)) {
      // The worker shows these itself; this repairs the key where Redis did not take it from the worker.
      if (status === 'running') await queue.showStatus(jobId, { gen, att }, status);
      else if (status === 'queued')
        await announce({ orgId, jobId, userId, provider, status, fence: { gen, att: att + 1 }, at: Date.now() });
    }
  }

  function add(orgId: string, jobId: string): void {
    const jobs = due.get(orgId) ?? new Set();
    due.set(orgId, jobs.add(jobId));
  }

  return {
    note,
    due: (orgId, jobId) => {
      add(orgId, jobId);
      wake();
    },
    run: async () => {
      const now = due;
      due = new Map();
      await inGroups([...now], AT_ONCE, async ([orgId, jobs]) => {
        try {
          await note(orgId, [...jobs]);
        } catch (error) {
          for (const jobId of jobs) add(orgId, jobId);
          throw error;
        }
      });
    },
  };
}
