import type { Portal } from '@sri/shared/protocol/api/providers.ts';

/** What a new flow begins with, as no flow is empty: the portal's page, where its address is known. */
export function firstStep(
  portal: Pick<Portal, 'baseUrl' | 'loginUrl'> | undefined,
): { id: string; type: 'navigate'; url: string } | { id: string; type: 'screenshot' } {
  const url = portal?.baseUrl ?? portal?.loginUrl ?? null;
  return url === null ? { id: 's1', type: 'screenshot' } : { id: 's1', type: 'navigate', url };
}
