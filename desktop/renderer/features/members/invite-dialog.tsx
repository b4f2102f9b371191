import type { Role } from '@sri/shared/model/user.ts';
import type { Invitation } from '@sri/shared/protocol/api/invitations.ts';
import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useAct } from '../../domain/use-act.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useInvitationLink } from './invitation-link.ts';
import { RoleField } from './role-select.tsx';

/** The link, shown once. Only its own button closes it: what is gone cannot be shown again. */
function LinkDialog({ invitation, onClose }: { invitation: Invitation & { token: string }; onClose: () => void }) {
  const { t } = useTranslation('members');
  const format = useFormat();
  const link = useInvitationLink()(invitation.token);
  const [copied, setCopied] = useState(false);
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t('invite.linkTitle')}
      description={t('invite.linkText', {
        email: invitation.email,
        date: format.dateTime(Date.parse(invitation.expiresAt)),
      })}
      width={520}
      actions={
        <>
          <Button onClick={onClose}>{t('invite.done')}</Button>
          <Button
            variant="primary"
            icon={copied ? <Check size={14} strokeWidth={1.75} /> : <Copy size={14} strokeWidth={1.75} />}
            onClick={() => void navigator.clipboard.writeText(link).then(() => setCopied(true))}
          >
            {copied ? t('invite.copied') : t('invite.copy')}
          </Button>
        </>
      }
    >
      <CodeBlock code={link} label={t('invite.linkTitle')} />
    </Dialog>
  );
}

export interface InviteDialogProps {
  /** Who is invited again, if so. */
  email?: string;
  role?: Role;
  onClose: () => void;
}

/** Invites somebody: an address and a role, then the link to hand on. */
export function InviteDialog({ email: firstEmail = '', role: firstRole = 'operator', onClose }: InviteDialogProps) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const { act, busy } = useAct();
  const [email, setEmail] = useState(firstEmail);
  const [role, setRole] = useState<Role>(firstRole);
  const [fault, setFault] = useState<string>();
  const [made, setMade] = useState<Invitation & { token: string }>();
  if (made !== undefined) return <LinkDialog invitation={made} onClose={onClose} />;

  async function invite(): Promise<void> {
    if (!z.email().safeParse(email.trim()).success) {
      setFault(t('invite.badEmail'));
      return;
    }
    const done = await act(
      'createInvitation',
      { body: { email: email.trim(), role } },
      {
        renews: ['listInvitations'],
        onRefused: ({ code }) => {
          if (code !== 'email_taken') return false;
          setFault(t('invite.taken'));
          return true;
        },
      },
    );
    if (done !== null) setMade(done.answer);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('invite.title')}
      width={440}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void invite()}>
            {t('invite.submit')}
          </Button>
        </>
      }
    >
      <form
        noValidate
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void invite();
        }}
      >
        <Field label={t('invite.email')} error={fault}>
          <TextInput
            type="email"
            autoFocus
            autoComplete="off"
            value={email}
            onValueChange={(next) => {
              setEmail(next);
              setFault(undefined);
            }}
          />
        </Field>
        <RoleField label={t('invite.role')} value={role} onChange={setRole} />
      </form>
    </Dialog>
  );
}
