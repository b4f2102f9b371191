import type { Permission } from '@sri/shared/protocol/permissions.ts';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useBridge } from '../lib/bridge-context.tsx';
import { useApi } from '../lib/use-api.ts';

/** Who is signed in and what that person may do. */
export function useMe() {
  return useApi('getMe', {});
}

/** Why an act cannot be done now (role, connection), in words; undefined: it can. */
export function useWhyNot(permission: Permission): string | undefined {
  const { t } = useTranslation();
  const me = useMe();
  const bridge = useBridge();
  const online = useStore(bridge.connection, (state) => state.online);
  if (!online) return t('offlineReason');
  if (me.data !== undefined && !me.data.permissions.includes(permission)) return t('notAllowed');
  return undefined;
}
