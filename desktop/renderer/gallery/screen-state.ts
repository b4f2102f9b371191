import { AppError } from '@sri/shared/errors.ts';
import type { ReactNode } from 'react';
import type { Scenario } from '../samples/sample-bridge.ts';

/** A screen in one of its states. */
export interface ScreenState {
  id: string;
  title: string;
  scenario?: Scenario;
  /** Without the shell around it. */
  bare?: boolean;
  node: ReactNode;
}

export const nothing = (): void => undefined;
/** A passing fault of the server. */
export const broken = new AppError('database_unavailable', 'The database does not answer.', { hint: 'Try again.' });
export const noJobs = { items: [], nextCursor: null };
