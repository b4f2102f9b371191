import { contractReportSchema } from '@sri/shared/model/contract-report.ts';
import type { Breach, BreachCode, Reading, RefusalCode } from '@sri/shared/model/contract-result.ts';

/** A breach as a line of a list; `path`: the step's place where several tables were read under the name. */
export interface BreachLine {
  key: string;
  path: string | undefined;
  breach: Breach;
}

export interface ReadReport {
  lines: BreachLine[];
  /** How many there are in all. */
  count: number;
}

/** The breaches in a file; null for what this console cannot read. */
export function readReport(text: string): ReadReport | null {
  const report = contractReportSchema.safeParse(JSON.parse(text)).data;
  if (report === undefined) return null;
  const { checks, breachCount } = report;
  const lines = checks.flatMap(({ path, breaches }) =>
    breaches.map((breach, at) => ({
      key: `${path} ${at}`,
      path: checks.length > 1 ? path : undefined,
      breach,
    })),
  );
  return { lines, count: breachCount };
}

/** Why it is a breach, in one word: of a value that was refused, why it was. */
export type Why = Exclude<BreachCode, 'value_refused' | 'total_refused'> | RefusalCode;

export function whyOf({ code, refusal }: Breach): Why {
  return code === 'value_refused' || code === 'total_refused' ? (refusal ?? 'unreadable') : code;
}

export type Cure = 'portal' | 'contract' | 'format' | 'others';

const CURES: Partial<Record<Why, Cure>> = {
  column_twice: 'contract',
  column_unknown: 'contract',
  ambiguous: 'format',
  not_in_format: 'format',
  currency_missing: 'contract',
  too_long: 'contract',
  not_exact: 'contract',
  not_allowed: 'contract',
  total_unchecked: 'others',
};

/** Where a person goes to put it right; most is for the portal to answer. */
export function cureOf(breach: Breach): Cure {
  return CURES[whyOf(breach)] ?? 'portal';
}

/** What a text could mean, as the reader writes numbers; ungrouped, since groups are what was not understood. */
export function readingTexts(readings: readonly Reading[], locale: string): string {
  const numbers = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 20 });
  const texts = readings.map(({ value }) => (/^-?\d+(?:\.\d+)?$/.test(value) ? numbers.format(Number(value)) : value));
  return new Intl.ListFormat(locale, { type: 'disjunction' }).format([...new Set(texts)]);
}
