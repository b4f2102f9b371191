import { PRODUCT_VERSION } from '@sri/shared/protocol/version.ts';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../lib/preferences-context.tsx';
import { useNow } from '../lib/use-now.ts';
import { cx } from '../ui/cx.ts';
import { StateMark } from '../ui/state-mark.tsx';
import type { Keeping } from '../../contract/app.ts';
import type { ConnectionState } from '../../contract/live.ts';
import type { Counts } from './use-counts.ts';

/** Which server it is: the block at the left end carries its colour. */
export interface Environment {
  name: string;
  kind: 'production' | 'test' | 'local';
}

const ENVIRONMENT_CLASS: Record<Environment['kind'], string> = {
  production: 'bg-accent text-on-accent',
  test: 'bg-attention text-surface',
  local: 'bg-line text-ink',
};

export interface StatusBarProps {
  connection: ConnectionState;
  counts: Counts;
  environment: Environment;
  /** What this computer keeps; the web console keeps nothing and has none. */
  keeping?: Keeping | undefined;
  onRetry: () => void;
}

function Connection({ connection, onRetry }: Pick<StatusBarProps, 'connection' | 'onRetry'>) {
  const { t } = useTranslation('shell');
  const { t: tCommon } = useTranslation();
  const now = useNow(500, !connection.online);
  if (connection.online) {
    return (
      <span className="flex items-center gap-1.5">
        <StateMark kind="success" size={8} />
        {t('status.connected')}
      </span>
    );
  }
  const seconds = connection.retryAt === null ? null : Math.max(0, Math.ceil((connection.retryAt - now) / 1000));
  return (
    <span className="flex items-center gap-2">
      <span>{seconds === null ? t('status.trying') : t('status.offlineIn', { seconds })}</span>
      <button type="button" onClick={onRetry} className="rounded-control font-semibold underline underline-offset-2">
        {tCommon('retryNow')}
      </button>
    </span>
  );
}

/** What this computer cannot keep, for as long as one works; the settings say it in full. */
function NotKept({ keeping: { store, secrets } }: { keeping: Keeping }) {
  const { t } = useTranslation('shell');
  if (store === 'file' && secrets === 'encrypted') return null;
  return (
    <Link
      to="/ajustes"
      className="flex items-center gap-1.5 rounded-control font-semibold text-attention underline-offset-2 hover:underline"
    >
      <TriangleAlert size={12} strokeWidth={2} aria-hidden="true" />
      {t(store === 'none' ? 'status.nothingKept' : 'status.signInNotKept')}
    </Link>
  );
}

/** The server, the way to it, robots and waiting work; ochre while the server cannot be reached. */
export function StatusBar({ connection, counts, environment, keeping, onRetry }: StatusBarProps) {
  const { t } = useTranslation('shell');
  const { language } = usePreferences();
  return (
    <footer
      aria-label={t('status.label')}
      className={cx(
        'flex h-[26px] shrink-0 items-stretch border-t border-line text-meta whitespace-nowrap',
        connection.online ? 'bg-sunken text-muted' : 'bg-attention-soft text-attention',
      )}
    >
      <span className={cx('flex items-center px-2.5 font-semibold', ENVIRONMENT_CLASS[environment.kind])}>
        {environment.name}
      </span>
      <div className="flex min-w-0 flex-1 items-center gap-4 overflow-hidden px-3.5">
        <Connection connection={connection} onRetry={onRetry} />
        {connection.online && (
          <span>
            {counts.robots === 0 ? t('status.robots_none') : `${counts.robots} ${t('nav.robots').toLowerCase()}`}
            {' · '}
            {t('status.running', { count: counts.running })}
            {' · '}
            {t('status.waiting', { count: counts.queued })}
          </span>
        )}
      </div>
      <div className="flex items-center gap-4 px-3.5">
        {keeping !== undefined && <NotKept keeping={keeping} />}
        <span>{language.toUpperCase()}</span>
        <span>v{PRODUCT_VERSION}</span>
      </div>
    </footer>
  );
}
