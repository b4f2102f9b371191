import type { Logger } from '@sri/shared/node/logger.ts';
import type { ExecutionLog } from '../artifacts/execution-log.ts';
import type { JobEvents } from '../report/job-events.ts';

export type Level = 'debug' | 'info' | 'warn' | 'error';

/** Says the same line everywhere one reads about a job: the worker's log, its `execution.log`, the live stream (R50: cleaned once, here). */
export interface JobVoice {
  say(text: string, level?: Level): void;
  /** From now on secrets of this session are taken out. */
  cleanWith(clean: (text: string) => string): void;
  clean(text: string): string;
}

export function createJobVoice(log: Logger, file: ExecutionLog, events: JobEvents): JobVoice {
  let clean = (text: string): string => text;
  return {
    say: (text, level = 'info') => {
      const said = clean(text);
      log[level](said);
      file.line(level, said);
      events.tell({ type: 'log', at: Date.now(), level, message: said });
    },
    cleanWith: (next) => void (clean = next),
    clean: (text) => clean(text),
  };
}
