import { roleSchema, type Role } from '@sri/shared/model/user.ts';
import type { Member } from '@sri/shared/protocol/api/members.ts';
import { Ellipsis } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RelativeTime } from '../../domain/relative-time.tsx';
import { useAct } from '../../domain/use-act.ts';
import { useMe, useWhyNot } from '../../domain/use-me.ts';
import { AlertDialog } from '../../ui/alert-dialog.tsx';
import { Badge } from '../../ui/chip.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Initials } from '../../ui/initials.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Select } from '../../ui/select.tsx';
import { useToast } from '../../ui/toast.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { PasswordDialog } from './password-dialog.tsx';

interface Acts {
  onPassword: (member: Member) => void;
  onRemove: (member: Member) => void;
}

function RoleCell({ member, locked }: { member: Member; locked: string | undefined }) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const { act, busy } = useAct();
  const label = t('roleOf', { name: member.name });
  if (locked !== undefined) {
    return (
      <Tooltip text={locked}>
        <span tabIndex={0}>{tCommon(`role.${member.role}`)}</span>
      </Tooltip>
    );
  }
  const change = (role: Role): void => {
    if (role === member.role) return;
    const done = t('roleChanged', { name: member.name, role: tCommon(`role.${role}`) });
    void act('changeMember', { params: { userId: member.userId }, body: { role } }, { done, renews: ['listMembers'] });
  };
  return (
    <Select
      aria-label={label}
      value={member.role}
      onChange={change}
      disabled={busy}
      choices={roleSchema.options.map((role) => ({ value: role, label: tCommon(`role.${role}`) }))}
      className="w-36"
    />
  );
}

function useColumns(members: readonly Member[], { onPassword, onRemove }: Acts): DataColumn<Member>[] {
  const { t } = useTranslation('members');
  const me = useMe();
  const whyNot = useWhyNot('members:write');
  const toast = useToast();
  return useMemo(() => {
    const admins = members.filter(({ role }) => role === 'admin').length;
    const lastAdmin = (member: Member): boolean => member.role === 'admin' && admins === 1;
    return [
      {
        id: 'name',
        header: t('column.name'),
        width: 'minmax(180px, 1.2fr)',
        sortBy: ({ name }) => name.toLowerCase(),
        cell: ({ userId, name }) => (
          <span className="flex min-w-0 items-center gap-2">
            <Initials name={name} />
            <span className="truncate font-semibold">{name}</span>
            {userId === me.data?.user.id && <Badge>{t('you')}</Badge>}
          </span>
        ),
      },
      {
        id: 'email',
        header: t('column.email'),
        width: 'minmax(180px, 1.4fr)',
        sortBy: ({ email }) => email,
        cell: ({ email }) => <span className="truncate">{email}</span>,
      },
      {
        id: 'role',
        header: t('column.role'),
        width: '176px',
        sortBy: ({ role }) => roleSchema.options.indexOf(role),
        cell: (member) => (
          <RoleCell member={member} locked={whyNot ?? (lastAdmin(member) ? t('lastAdmin') : undefined)} />
        ),
      },
      {
        id: 'since',
        header: t('column.since'),
        width: '128px',
        sortBy: ({ since }) => since,
        cell: ({ since }) => <RelativeTime at={since} />,
      },
      {
        id: 'acts',
        header: t('column.acts'),
        width: '88px',
        align: 'right',
        cell: (member) => (
          <Menu
            trigger={<IconButton label={t('actsOf', { name: member.name })} icon={<Ellipsis size={16} />} />}
            entries={[
              {
                kind: 'act',
                label: t('newPassword'),
                onSelect: () => onPassword(member),
                disabled: whyNot !== undefined,
              },
              { kind: 'line' },
              {
                kind: 'act',
                label: t('remove'),
                danger: true,
                onSelect: () => (lastAdmin(member) ? toast({ title: t('lastAdmin') }) : onRemove(member)),
                disabled: whyNot !== undefined,
              },
            ]}
          />
        ),
      },
    ];
  }, [members, me.data, whyNot, t, toast, onPassword, onRemove]);
}

/** Who belongs to the organisation; role and the way out in the row. */
export function MembersTable({ members }: { members: readonly Member[] }) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const { act } = useAct();
  const [password, setPassword] = useState<Member | null>(null);
  const [leaving, setLeaving] = useState<Member | null>(null);
  const columns = useColumns(members, { onPassword: setPassword, onRemove: setLeaving });
  const remove = ({ userId, name }: Member): void => {
    const done = t('removed', { name });
    void act(
      'removeMember',
      { params: { userId } },
      { done, renews: ['listMembers', 'listApiKeys', 'listInvitations'] },
    );
  };
  return (
    <>
      <DataTable label={t('tab.members')} columns={columns} rows={members} rowId={({ userId }) => userId} />
      {password !== null && <PasswordDialog member={password} onClose={() => setPassword(null)} />}
      <AlertDialog
        open={leaving !== null}
        onOpenChange={(open) => !open && setLeaving(null)}
        title={t('removeTitle', { name: leaving?.name ?? '' })}
        description={t('removeText')}
        confirm={t('removeConfirm')}
        cancel={tCommon('cancel')}
        onConfirm={() => leaving !== null && remove(leaving)}
      />
    </>
  );
}
