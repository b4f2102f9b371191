import { useTranslation } from 'react-i18next';
import { useMe, useWhyNot } from '../../domain/use-me.ts';
import { useApi } from '../../lib/use-api.ts';

/** What locks the organisation's settings for this person, in words; undefined: nothing. */
export function useLocked(): string | undefined {
  const { t } = useTranslation('settings');
  const me = useMe();
  const members = useApi('listMembers', {});
  const whyNot = useWhyNot('settings:write');
  if (me.data === undefined || me.data.permissions.includes('settings:write')) return whyNot;
  const admins = (members.data ?? []).filter(({ role }) => role === 'admin').map(({ name }) => name);
  return admins.length === 0 ? whyNot : t('lockedBy', { names: admins.join(', ') });
}
