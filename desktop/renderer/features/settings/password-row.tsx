import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';

const SHORTEST = 10;
const EMPTY = { current: '', next: '' };

/** Changes the own password. The one thing here with a button: half a password must not be saved. */
export function PasswordRow() {
  const { t } = useTranslation('settings');
  const { act, busy } = useAct();
  const [values, setValues] = useState(EMPTY);
  const [wrong, setWrong] = useState(false);
  const [tried, setTried] = useState(false);
  const short = values.next.length < SHORTEST;
  async function change(): Promise<void> {
    setTried(true);
    if (short || values.current === '') return;
    const done = await act(
      'changePassword',
      { body: { currentPassword: values.current, newPassword: values.next } },
      {
        done: t('password.changed'),
        renews: [],
        onRefused: ({ errors }) => {
          const isWrong = errors.some(({ field }) => field === 'currentPassword');
          setWrong(isWrong);
          return isWrong;
        },
      },
    );
    if (done === null) return;
    setValues(EMPTY);
    setTried(false);
  }
  const currentFault = wrong ? t('password.wrong') : tried && values.current === '' ? t('password.missing') : undefined;
  return (
    <form
      className="flex max-w-sm flex-col gap-4 py-3"
      onSubmit={(event) => {
        event.preventDefault();
        void change();
      }}
    >
      <Field label={t('password.current')} error={currentFault}>
        <TextInput
          type="password"
          autoComplete="current-password"
          value={values.current}
          onValueChange={(current) => {
            setValues({ ...values, current });
            setWrong(false);
          }}
        />
      </Field>
      <Field
        label={t('password.next')}
        hint={t('password.hint')}
        error={tried && short ? t('password.short') : undefined}
      >
        <TextInput
          type="password"
          autoComplete="new-password"
          value={values.next}
          onValueChange={(next) => setValues({ ...values, next })}
        />
      </Field>
      <div>
        <Button type="submit" busy={busy}>
          {t('password.change')}
        </Button>
      </div>
    </form>
  );
}
