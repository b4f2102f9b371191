import type { SecretKind } from '@sri/shared/protocol/api/secrets.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { RadioGroup } from '../../ui/radio-group.tsx';
import { TextInput } from '../../ui/text-input.tsx';

export interface SecretDialogProps {
  /** The secret whose value is replaced; absent: a new one. */
  name?: string;
  kind?: SecretKind;
  onClose: () => void;
}

const NAME = /^[a-z][a-z0-9_]{0,63}$/i;

/** The code of a key just now, to be held against the one on the person's phone. */
function CodeShown({ name, code, onClose }: { name: string; code: string; onClose: () => void }) {
  const { t } = useTranslation('settings');
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('secrets.code.title')}
      description={t('secrets.code.text', { name })}
      width={420}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('secrets.code.same')}
        </Button>
      }
    >
      <p className="mono text-title">{code}</p>
    </Dialog>
  );
}

/** Makes a secret, or gives one another value. What is typed here is never shown again. */
export function SecretDialog({ name: given, kind: givenKind = 'text', onClose }: SecretDialogProps) {
  const { t } = useTranslation('settings');
  const { t: tCommon } = useTranslation();
  const { act, busy } = useAct();
  const [name, setName] = useState(given ?? '');
  const [kind, setKind] = useState<SecretKind>(givenKind);
  const [value, setValue] = useState('');
  const [fault, setFault] = useState<'name' | 'value' | 'key'>();
  const [code, setCode] = useState<string>();
  if (code !== undefined) return <CodeShown name={name} code={code} onClose={onClose} />;

  async function save(): Promise<void> {
    if (!NAME.test(name)) return setFault('name');
    if (value === '') return setFault('value');
    setFault(undefined);
    const done = await act(
      'putSecret',
      { params: { name }, body: { value, kind } },
      {
        done: t('secrets.saved', { name }),
        renews: ['listSecrets'],
        onRefused: ({ errors }) => {
          const ofKey = errors.some(({ field }) => field === 'value' || field === 'kind');
          if (ofKey) setFault('key');
          return ofKey;
        },
      },
    );
    if (done === null) return;
    if (done.answer.code === null) onClose();
    else setCode(done.answer.code);
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={given === undefined ? t('secrets.newTitle') : t('secrets.changeTitle', { name: given })}
      width={460}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="primary" busy={busy} onClick={() => void save()}>
            {t('secrets.save')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        {given === undefined && (
          <Field
            label={t('secrets.name')}
            hint={t('secrets.nameHint')}
            error={fault === 'name' ? t('secrets.nameFault') : undefined}
          >
            <TextInput autoFocus autoComplete="off" value={name} onValueChange={(next) => setName(next)} />
          </Field>
        )}
        <RadioGroup
          aria-label={t('secrets.kind')}
          value={kind}
          onChange={setKind}
          choices={(['text', 'totp'] as const).map((one) => ({ value: one, label: t(`secrets.kinds.${one}`) }))}
        />
        <Field
          label={t(`secrets.value.${kind}`)}
          hint={t(`secrets.valueHint.${kind}`)}
          error={fault === 'value' ? t('secrets.valueMissing') : fault === 'key' ? t('secrets.keyFault') : undefined}
        >
          <TextInput
            type="password"
            autoComplete="off"
            autoFocus={given !== undefined}
            value={value}
            onValueChange={(next) => setValue(next)}
          />
        </Field>
      </form>
    </Dialog>
  );
}
