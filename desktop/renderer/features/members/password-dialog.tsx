import type { Member } from '@sri/shared/protocol/api/members.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';

const SHORTEST = 10;

/** Gives a member a new password, for who has forgotten it. */
export function PasswordDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const { act, busy } = useAct();
  const [password, setPassword] = useState('');
  const [tried, setTried] = useState(false);
  const short = password.length < SHORTEST;
  async function save(): Promise<void> {
    setTried(true);
    if (short) return;
    const done = t('password.saved', { name: member.name });
    const input = { params: { userId: member.userId }, body: { password } };
    if ((await act('changeMember', input, { done, renews: ['listMembers'] })) !== null) onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('password.title', { name: member.name })}
      description={t('password.text')}
      width={440}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void save()}>
            {t('password.save')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <Field
          label={t('password.label')}
          hint={t('password.hint')}
          error={tried && short ? t('password.hint') : undefined}
        >
          <TextInput autoComplete="off" value={password} onValueChange={(next) => setPassword(next)} />
        </Field>
      </form>
    </Dialog>
  );
}
