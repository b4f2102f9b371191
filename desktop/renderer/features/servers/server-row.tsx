import { useTranslation } from 'react-i18next';
import type { KnownServer, ServerEnvironment } from '../../../contract/servers.ts';
import { cx } from '../../ui/cx.ts';

const EDGE: Record<ServerEnvironment, string> = {
  production: 'border-accent',
  test: 'border-attention',
  local: 'border-line-strong',
};

/** A known server: its name, where it is, what it is for. One click uses it. */
export function ServerRow({ server, onUse }: { server: KnownServer; onUse: () => void }) {
  const { t } = useTranslation('servers');
  return (
    <li>
      <button
        type="button"
        aria-label={t('use', { name: server.name })}
        onClick={onUse}
        className={cx(
          'flex w-full items-center justify-between border-l-4 px-3 py-2 text-left hover:bg-hover',
          EDGE[server.environment],
        )}
      >
        <span className="flex min-w-0 flex-col">
          <span className="truncate font-semibold">{server.name}</span>
          <span className="mono truncate text-meta text-muted">{new URL(server.url).host}</span>
        </span>
        <span className="text-meta text-muted">{t(`kind.${server.environment}`)}</span>
      </button>
    </li>
  );
}
