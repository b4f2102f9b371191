import type { Invitation } from '@sri/shared/protocol/api/invitations.ts';
import { UserPlus } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { useMe, useWhyNot } from '../../domain/use-me.ts';
import { useApi } from '../../lib/use-api.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { CreateKeyDialog } from './create-key-dialog.tsx';
import { InvitationsTable } from './invitations-table.tsx';
import { stateOfInvitation } from './invitation-state.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { KeysTable } from './keys-table.tsx';
import { MembersTable } from './members-table.tsx';
import { RoleMatrix } from './role-matrix.tsx';

export const MEMBER_TABS = ['members', 'invitations', 'keys'] as const;
export type MemberTab = (typeof MEMBER_TABS)[number];

export interface MembersPageProps {
  tab: MemberTab;
  onTab: (tab: MemberTab) => void;
}

function Panel({ children }: { children: ReactNode }) {
  return <div className="flex h-full min-h-0 flex-col bg-surface">{children}</div>;
}

/** Screen 15: who has access, who is invited, which programs have keys. */
export function MembersPage({ tab, onTab }: MembersPageProps) {
  const { t } = useTranslation('members');
  const me = useMe();
  const now = useNow(60_000);
  const mayInvite = me.data?.permissions.includes('members:write') === true;
  const mayKeys = me.data?.permissions.includes('apiKeys:write') === true;
  const whyNotInvite = useWhyNot('members:write');
  const whyNotKey = useWhyNot('apiKeys:write');
  const members = useApi('listMembers', {});
  const invitations = useApi('listInvitations', {}, { enabled: mayInvite });
  const keys = useApi('listApiKeys', {}, { enabled: mayKeys });
  const [inviting, setInviting] = useState<Partial<Pick<Invitation, 'email' | 'role'>> | null>(null);
  const [making, setMaking] = useState(false);

  const invite = (
    <Button
      variant="primary"
      icon={<UserPlus size={14} strokeWidth={1.75} />}
      disabledReason={whyNotInvite}
      onClick={() => setInviting({})}
    >
      {t('invite.open')}
    </Button>
  );
  const create = (
    <Button variant="primary" disabledReason={whyNotKey} onClick={() => setMaking(true)}>
      {t('key.create')}
    </Button>
  );
  const noRight = <EmptyState title={t('noRight.title')} text={t('noRight.text')} />;
  const open = invitations.data?.filter((one) => stateOfInvitation(one, now) === 'open').length;
  const live = keys.data?.filter(({ revokedAt }) => revokedAt === null).length;

  return (
    <>
      <PageHeader title={t('title')} actions={tab === 'keys' ? create : invite} />
      <Tabs
        aria-label={t('title')}
        value={tab}
        onChange={onTab}
        className="min-h-0 flex-1 bg-surface"
        tabs={[
          {
            value: 'members',
            label: t('tab.members'),
            count: members.data?.length,
            content: (
              <Panel>
                <QueryPart query={members}>
                  {(list) => (
                    <div className="min-h-0 flex-1 overflow-y-auto">
                      <div className="flex flex-col">
                        <MembersTable members={list} />
                      </div>
                      <RoleMatrix />
                    </div>
                  )}
                </QueryPart>
              </Panel>
            ),
          },
          {
            value: 'invitations',
            label: t('tab.invitations'),
            count: open,
            content: (
              <Panel>
                {mayInvite || me.data === undefined ? (
                  <QueryPart query={invitations}>
                    {(list) =>
                      list.length === 0 ? (
                        <EmptyState
                          title={t('invitation.emptyTitle')}
                          text={t('invitation.emptyText')}
                          action={invite}
                        />
                      ) : (
                        <InvitationsTable invitations={list} onAgain={setInviting} />
                      )
                    }
                  </QueryPart>
                ) : (
                  noRight
                )}
              </Panel>
            ),
          },
          {
            value: 'keys',
            label: t('tab.keys'),
            count: live,
            content: (
              <Panel>
                {mayKeys || me.data === undefined ? (
                  <QueryPart query={keys}>
                    {(list) =>
                      list.length === 0 ? (
                        <EmptyState title={t('key.emptyTitle')} text={t('key.emptyText')} action={create} />
                      ) : (
                        <KeysTable keys={list} />
                      )
                    }
                  </QueryPart>
                ) : (
                  noRight
                )}
              </Panel>
            ),
          },
        ]}
      />
      {inviting !== null && <InviteDialog {...inviting} onClose={() => setInviting(null)} />}
      {making && <CreateKeyDialog onClose={() => setMaking(false)} />}
    </>
  );
}
