import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { useTranslation } from 'react-i18next';
import { useMe, useWhyNot } from '../../domain/use-me.ts';

/** Whether an account is the reader's own, and why its session cannot be changed now; undefined: it can. */
export function useWhose(): (account: Pick<Account, 'userId' | 'userName'>) => {
  own: boolean;
  whyNot: string | undefined;
} {
  const { t } = useTranslation('portals');
  const me = useMe();
  const notAllowed = useWhyNot('sessions:write');
  return ({ userId, userName }) => {
    const own = me.data === undefined || me.data.user.id === userId;
    return { own, whyNot: own ? notAllowed : t('othersOnly', { account: userName }) };
  };
}
