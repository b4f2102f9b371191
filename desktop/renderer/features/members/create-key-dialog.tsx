import type { Role } from '@sri/shared/model/user.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { RoleField } from './role-select.tsx';

const EXPIRIES = ['30', '90', '180', '365', 'never'] as const;
type Expiry = (typeof EXPIRIES)[number];

/** The key, shown once. Only its own button closes it: what is gone cannot be shown again. */
function KeyShown({ name, text, onClose }: { name: string; text: string; onClose: () => void }) {
  const { t } = useTranslation('members');
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t('key.shownTitle')}
      description={t('key.shownText')}
      width={560}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('key.saved')}
        </Button>
      }
    >
      <CodeBlock code={text} label={t('key.shownLabel', { name })} />
    </Dialog>
  );
}

/** Makes a key for a program: a name, what it may do, how long it lives (90 days if nobody says otherwise). */
export function CreateKeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const { act, busy } = useAct();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('operator');
  const [expiry, setExpiry] = useState<Expiry>('90');
  const [tried, setTried] = useState(false);
  const [made, setMade] = useState<string>();
  if (made !== undefined) return <KeyShown name={name} text={made} onClose={onClose} />;

  const missing = name.trim() === '';
  async function create(): Promise<void> {
    setTried(true);
    if (missing) return;
    const expires = expiry === 'never' ? {} : { expiresInDays: Number(expiry) };
    const body = { name: name.trim(), role, ...expires };
    const done = await act('createApiKey', { body }, { renews: ['listApiKeys'] });
    if (done !== null) setMade(done.answer.key);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('key.title')}
      width={460}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void create()}>
            {t('key.submit')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Field
          label={t('key.name')}
          hint={t('key.nameHint')}
          error={tried && missing ? t('key.nameMissing') : undefined}
        >
          <TextInput autoFocus autoComplete="off" value={name} onValueChange={(next) => setName(next)} />
        </Field>
        <RoleField label={t('key.scope')} hint={t('key.scopeHint')} value={role} onChange={setRole} />
        <Field label={t('key.expires')}>
          <Select
            aria-label={t('key.expires')}
            value={expiry}
            onChange={setExpiry}
            choices={EXPIRIES.map((value) => ({
              value,
              label: value === 'never' ? t('key.never') : t('key.days', { count: Number(value) }),
            }))}
            className="w-full"
          />
        </Field>
      </form>
    </Dialog>
  );
}
