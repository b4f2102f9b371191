import type { Listener } from './heard-answers.ts';

/** What is needed to ask for something as the admin. */
export interface JobParts {
  listener: Listener;
  apiUrl: string;
  portalUrl: string;
  token: string;
}
