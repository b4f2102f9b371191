import type { TFunction } from 'i18next';
import type jobs from '../../locales/es/jobs.json';
import type { StepRow } from './step-rows.ts';

type KnownType = Exclude<keyof (typeof jobs)['stepType'], 'other'>;

/** A step in words: its own name, else what its type does. A type of a newer server is just a step. */
export function stepTitle(t: TFunction<'jobs'>, { name, type }: Pick<StepRow, 'name' | 'type'>): string {
  return name ?? t(`stepType.${type as KnownType}`, { defaultValue: t('stepType.other') });
}
