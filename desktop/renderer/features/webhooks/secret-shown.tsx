import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import { CodeBlock } from '../../ui/code-block.tsx';
import { Dialog } from '../../ui/dialog.tsx';

/** The signing secret, shown once. Only its own button closes it: what is gone cannot be shown again. */
export function SecretShown({
  name,
  secret,
  rotated,
  onClose,
}: {
  name: string;
  secret: string;
  /** In place of another one, which signs for a while beside it. */
  rotated: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation('webhooks');
  return (
    <Dialog
      open
      onOpenChange={() => undefined}
      title={t('secret.title')}
      description={t(rotated ? 'secret.rotatedText' : 'secret.text')}
      width={560}
      actions={
        <Button variant="primary" onClick={onClose}>
          {t('secret.saved')}
        </Button>
      }
    >
      <CodeBlock code={secret} label={t('secret.label', { name })} />
    </Dialog>
  );
}
