import { MAX_RESUME_BYTES, RESUME_FILE, type ResumeState } from '@sri/shared/model/resume.ts';
import type { ContractReports } from './contract-reports.ts';
import type { DataFiles } from './data-files.ts';
import type { Redactor } from './redact.ts';
import type { Variables } from './variables.ts';

/** Where a run of the outermost steps has got to, to be taken up there by a later execution if it fails. */
export interface ResumePoint {
  /** The step at this place (from 0) is about to begin, with the page at this address. */
  reach: (index: number, stepId: string, url: string) => void;
  /** Writes `resume.json` for the step reached last. Does nothing at the first step, or where the page is none of the web. */
  keep: () => Promise<void>;
}

export interface ResumePointOptions {
  variables: Variables;
  data: DataFiles;
  contracts: ContractReports;
  redactor: Redactor;
  write: (name: string, content: string) => Promise<void>;
  log: (level: 'info', message: string) => void;
}

/** A value as it is, or nothing where it holds a secret or is nothing that JSON can hold. */
function harmless(value: unknown, { clean }: Redactor): unknown {
  const text = JSON.stringify(value) as string | undefined;
  return text === undefined || clean(text) !== text ? undefined : value;
}

export function createResumePoint({
  variables,
  data,
  contracts,
  redactor,
  write,
  log,
}: ResumePointOptions): ResumePoint {
  let reached: Pick<ResumeState, 'index' | 'stepId' | 'url'> | undefined;
  return {
    reach: (index, stepId, url) => {
      reached = { index, stepId, url };
    },
    keep: async () => {
      const url = reached?.url ?? '';
      if (reached === undefined || reached.index === 0 || !/^https?:/.test(url) || redactor.clean(url) !== url) return;
      const names = variables.names().filter((name) => name !== 'inputs');
      const values = names.map((name) => [name, harmless(variables.get(name), redactor)] as const);
      const broken = contracts.kept();
      const state: ResumeState = {
        format: 'sri-resume/1',
        ...reached,
        variables: Object.fromEntries(values.filter(([, value]) => value !== undefined)),
        data: data.kept(),
        ...(broken.length === 0 ? {} : { contracts: broken }),
      };
      const text = `${JSON.stringify(state)}\n`;
      if (Buffer.byteLength(text) <= MAX_RESUME_BYTES) return write(RESUME_FILE, text);
      log(
        'info',
        'Lo leído hasta aquí es demasiado para guardarlo: solo se podrá ejecutar de nuevo desde el principio',
      );
    },
  };
}
