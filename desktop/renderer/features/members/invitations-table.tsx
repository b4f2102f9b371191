import type { Invitation } from '@sri/shared/protocol/api/invitations.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { StatusChip } from '../../ui/chip.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import type { MarkKind } from '../../ui/state-mark.tsx';
import { stateOfInvitation, type InvitationState } from './invitation-state.ts';

const MARKS: Record<InvitationState, MarkKind> = {
  open: 'waiting',
  accepted: 'success',
  revoked: 'stopped',
  expired: 'skipped',
};

function ActCell({
  invitation,
  state,
  onAgain,
}: {
  invitation: Invitation;
  state: InvitationState;
  onAgain: (invitation: Invitation) => void;
}) {
  const { t } = useTranslation('members');
  const { act, busy } = useAct();
  const whyNot = useWhyNot('members:write');
  if (state === 'accepted') return null;
  if (state !== 'open') {
    return (
      <Button size="small" disabledReason={whyNot} onClick={() => onAgain(invitation)}>
        {t('invitation.again')}
      </Button>
    );
  }
  const withdraw = (): void => {
    const done = t('invitation.withdrawn', { email: invitation.email });
    void act('revokeInvitation', { params: { invitationId: invitation.id } }, { done, renews: ['listInvitations'] });
  };
  return (
    <Button size="small" busy={busy} disabledReason={whyNot} onClick={withdraw}>
      {t('invitation.withdraw')}
    </Button>
  );
}

/** Who was invited, and how it stands; each with the one act that fits. */
export function InvitationsTable({
  invitations,
  onAgain,
}: {
  invitations: readonly Invitation[];
  onAgain: (invitation: Invitation) => void;
}) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const now = useNow(60_000);
  const columns = useMemo<DataColumn<Invitation>[]>(
    () => [
      {
        id: 'email',
        header: t('column.email'),
        width: 'minmax(200px, 1.6fr)',
        sortBy: ({ email }) => email,
        cell: ({ email }) => <span className="truncate font-semibold">{email}</span>,
      },
      {
        id: 'role',
        header: t('column.role'),
        width: '120px',
        cell: ({ role }) => tCommon(`role.${role}`),
      },
      {
        id: 'state',
        header: t('column.state'),
        width: '128px',
        cell: (invitation) => {
          const state = stateOfInvitation(invitation, now);
          return <StatusChip kind={MARKS[state]}>{t(`invitation.${state}`)}</StatusChip>;
        },
      },
      {
        id: 'by',
        header: t('column.invitedBy'),
        width: 'minmax(140px, 1fr)',
        sortBy: ({ invitedBy }) => invitedBy,
        cell: ({ invitedBy }) => <span className="truncate">{invitedBy}</span>,
      },
      {
        id: 'expires',
        header: t('column.expires'),
        width: '136px',
        sortBy: ({ expiresAt }) => expiresAt,
        cell: (invitation) =>
          stateOfInvitation(invitation, now) === 'open' ? <RelativeTime at={invitation.expiresAt} /> : '–',
      },
      {
        id: 'acts',
        header: t('column.acts'),
        width: '160px',
        align: 'right',
        cell: (invitation) => (
          <ActCell invitation={invitation} state={stateOfInvitation(invitation, now)} onAgain={onAgain} />
        ),
      },
    ],
    [t, tCommon, now, onAgain],
  );
  return <DataTable label={t('tab.invitations')} columns={columns} rows={invitations} rowId={({ id }) => id} />;
}
