import type { ApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';

/** Ends a key. That cannot be undone, so its name is asked for. */
export function RevokeKeyDialog({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const { t } = useTranslation('members');
  const { t: tCommon } = useTranslation();
  const { act, busy } = useAct();
  const [typed, setTyped] = useState('');
  const { name, id } = apiKey;
  const sure = typed.trim() === name;
  async function revoke(): Promise<void> {
    if (!sure) return;
    const done = t('key.revokedDone', { name });
    if ((await act('revokeApiKey', { params: { keyId: id } }, { done, renews: ['listApiKeys'] })) !== null) onClose();
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('key.revokeTitle', { name })}
      description={t('key.revokeText')}
      width={460}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button
            variant="danger"
            busy={busy}
            disabledReason={sure ? undefined : t('key.revokeLabel')}
            onClick={() => void revoke()}
          >
            {t('key.revokeConfirm')}
          </Button>
        </>
      }
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void revoke();
        }}
      >
        <Field label={t('key.revokeLabel')} hint={name}>
          <TextInput autoFocus autoComplete="off" value={typed} onValueChange={(next) => setTyped(next)} />
        </Field>
      </form>
    </Dialog>
  );
}
