import { useTranslation } from 'react-i18next';
import { linkButtonClass } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { Dialog } from '../ui/dialog.tsx';

/** In the web console: a login at a portal is the desktop app's business. Its link opens there, or is handed on. */
export function AppOnlyDialog({
  providerId,
  open,
  onOpenChange,
}: {
  providerId: string;
  open: boolean;
  onOpenChange: (open: boolean) => void;
}) {
  const { t } = useTranslation();
  const link = `sri://portales/${providerId}/sesion`;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={t('appOnly.title')}
      description={t('appOnly.text')}
      actions={
        <a href={link} className={linkButtonClass}>
          {t('appOnly.open')}
        </a>
      }
    >
      <p className="mb-2 text-muted">{t('appOnly.elsewhere')}</p>
      <CodeBlock code={link} label={t('appOnly.link')} />
    </Dialog>
  );
}
