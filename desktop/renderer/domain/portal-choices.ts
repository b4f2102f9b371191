import { useMemo } from 'react';
import { useApi } from '../lib/use-api.ts';
import type { Choice } from '../ui/select.tsx';

/** The portals to choose from, by name. */
export function usePortalChoices(): Choice<string>[] {
  const { data } = useApi('listProviders', {});
  // The same list as long as nothing changes: a combobox forgets what was typed when its list is another.
  return useMemo(() => (data ?? []).map(({ id, name }) => ({ value: id, label: name })), [data]);
}

/** The people whose accounts are connected, each once. */
export function useAccountChoices(): Choice<string>[] {
  const sessions = useApi('listSessions', {});
  const names = new Map((sessions.data ?? []).map(({ userId, userName }) => [userId, userName]));
  return [...names].map(([value, label]) => ({ value, label }));
}

/** The flows to choose from; of one portal where it is given. */
export function useFlowChoices(providerId?: string): Choice<string>[] {
  const flows = useApi('listFlows', {});
  return (flows.data?.items ?? [])
    .filter((flow) => providerId === undefined || flow.providerId === providerId)
    .map(({ id, name }) => ({ value: id, label: name }));
}
