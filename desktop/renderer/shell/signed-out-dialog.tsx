import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../lib/bridge-context.tsx';
import { SignInForm } from '../features/account/sign-in-form.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** Over the page when a sign-in has ended meanwhile: the person comes back to the same place with everything intact. */
export function SignedOutDialog({ email }: { email: string }) {
  const { t } = useTranslation('shell');
  const bridge = useBridge();
  const queries = useQueryClient();
  const [open, setOpen] = useState(false);
  useEffect(() => bridge.onSignedOut(() => setOpen(true)), [bridge]);
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={t('signedOut.title')}
      description={t('signedOut.text')}
      width={420}
    >
      <SignInForm
        email={email}
        onDone={() => {
          setOpen(false);
          void queries.invalidateQueries();
        }}
      />
    </Dialog>
  );
}
