import { useTranslation } from 'react-i18next';
import type { Keeping } from '../../../contract/app.ts';

/** What this computer cannot keep, said before somebody signs in; nothing where it keeps all. */
export function KeepingNote({ keeping: { store, secrets } }: { keeping: Keeping }) {
  const { t } = useTranslation('servers');
  if (store === 'file' && secrets === 'encrypted') return null;
  return (
    <p className="mt-6 border-t border-line pt-4 text-meta text-muted">
      {t(store === 'none' ? 'keeping.store' : 'keeping.secrets')}
    </p>
  );
}
