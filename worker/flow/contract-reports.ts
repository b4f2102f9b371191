import { AppError } from '@sri/shared/errors.ts';
import type { ContractCheck, ContractReport } from '@sri/shared/model/contract-report.ts';
import { MOST_BREACHES } from '@sri/shared/model/contract-result.ts';

/** Tables of a run that broke their contracts. What once broke one stays, whatever the flow does afterwards. */
export interface ContractReports {
  keep: (saveAs: string, check: ContractCheck) => void;
  /** Writes what is new as `data/{saveAs}.contract.json`. */
  flush: () => Promise<void>;
  /** All that was kept until now. */
  kept: () => { name: string; check: ContractCheck }[];
  /** What ends a run that did all its steps; null where every contract was kept. */
  failure: () => { status: 'failed'; error: AppError; stepId: string } | null;
}

interface Kept {
  checks: ContractCheck[];
  breachCount: number;
  /** Breaches that are still told one by one. */
  room: number;
  isNew: boolean;
}

const HINT =
  'Mira en Resultado qué no cumple y compáralo con el portal; después acepta los datos, recházalos o ejecuta de nuevo.';

function othersOf(count: number): string {
  if (count === 0) return '';
  return count === 1 ? ' Hay 1 problema más.' : ` Hay ${count} problemas más.`;
}

export function createContractReports(write: (name: string, content: string) => Promise<void>): ContractReports {
  const reports = new Map<string, Kept>();
  let first: ContractCheck | undefined;
  let total = 0;
  return {
    keep: (saveAs, check) => {
      first ??= check;
      total += check.breachCount;
      const { checks, breachCount, room } = reports.get(saveAs) ?? { checks: [], breachCount: 0, room: MOST_BREACHES };
      const told = { ...check, breaches: check.breaches.slice(0, room) };
      reports.set(saveAs, {
        checks: [...checks, told],
        breachCount: breachCount + check.breachCount,
        room: room - told.breaches.length,
        isNew: true,
      });
    },
    flush: async () => {
      for (const [name, report] of reports) {
        if (!report.isNew) continue;
        const { checks, breachCount } = report;
        const content: ContractReport = { format: 'sri-contract/1', breachCount, checks };
        await write(`data/${name}.contract.json`, `${JSON.stringify(content, null, 2)}\n`);
        report.isNew = false;
      }
    },
    kept: () => [...reports].flatMap(([name, { checks }]) => checks.map((check) => ({ name, check }))),
    failure: () => {
      if (first === undefined) return null;
      const words = first.breaches[0]?.words ?? 'Los datos no cumplen su contrato.';
      const error = new AppError('data_contract', `${words}${othersOf(total - 1)}`, { hint: HINT });
      return { status: 'failed', error, stepId: first.stepId };
    },
  };
}
