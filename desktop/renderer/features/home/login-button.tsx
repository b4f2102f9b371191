import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppOnlyDialog } from '../../domain/app-only-dialog.tsx';
import { useLogin } from '../../domain/use-login.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { Button } from '../../ui/button.tsx';

/** One click to the login at a portal: the capture screen, or in the web console the link to it. */
export function LoginButton({ providerId }: { providerId: string }) {
  const { t } = useTranslation('home');
  const bridge = useBridge();
  const login = useLogin();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button onClick={() => (bridge.can.capture ? login(providerId) : setAsking(true))}>{t('signInAgain')}</Button>
      <AppOnlyDialog providerId={providerId} open={asking} onOpenChange={setAsking} />
    </>
  );
}
