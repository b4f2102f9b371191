import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { z } from 'zod';
import { foldedIncludes } from '../../ui/fold-text.ts';

export const FLOW_STATES = ['published', 'draft'] as const;

/** The list's filters as they stand in the address. */
export const flowSearchSchema = z.object({
  q: z.string().max(200).optional().catch(undefined),
  portal: z.uuid().optional().catch(undefined),
  state: z.enum(FLOW_STATES).optional().catch(undefined),
});
export type FlowSearch = z.output<typeof flowSearchSchema>;

export function isFiltered({ q, portal, state }: FlowSearch): boolean {
  return (q ?? '') !== '' || portal !== undefined || state !== undefined;
}

/** Whether a flow is one of those that are looked for. */
export function fits(flow: FlowSummary, { q, portal, state }: FlowSearch, portalName: string): boolean {
  const published = flow.publishedVersion !== null;
  return (
    (portal === undefined || flow.providerId === portal) &&
    (state === undefined || published === (state === 'published')) &&
    foldedIncludes(`${flow.name} ${flow.description} ${portalName}`, q ?? '')
  );
}
