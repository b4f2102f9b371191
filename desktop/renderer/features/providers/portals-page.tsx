import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import type { Account } from '@sri/shared/protocol/api/sessions.ts';
import { useState, type ReactNode } from 'react';
import { useHotkeys } from 'react-hotkeys-hook';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { QueryPart } from '../../domain/query-part.tsx';
import { SessionHealthChip } from '../../domain/session-health.tsx';
import { healthOf, needsAttention, type SessionHealth } from '../../domain/use-portals.ts';
import { useLogin } from '../../domain/use-login.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { StatusChip } from '../../ui/chip.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Split } from '../../ui/split.tsx';
import { PortalForm } from './portal-form.tsx';
import { PortalDetail } from './portal-detail.tsx';

const ORDER: readonly SessionHealth[] = ['blocked', 'expired', 'missing', 'expiring', 'unknown', 'active', 'revoked'];

/** The health of a portal is that of its worst account; null without accounts. */
export function worstHealth(accounts: readonly Account[], now: number): SessionHealth | null {
  const healths = accounts.map((account) => healthOf(account, now));
  return ORDER.find((health) => healths.includes(health)) ?? null;
}

/** Those that need somebody first, then those with accounts, then the rest; by name. */
export function sortPortals(providers: readonly Portal[], accounts: readonly Account[], now: number): Portal[] {
  const rank = ({ id }: Portal): number => {
    const worst = worstHealth(
      accounts.filter(({ providerId }) => providerId === id),
      now,
    );
    if (worst === null) return 2;
    return needsAttention(worst) ? 0 : 1;
  };
  return providers.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

export interface PortalsViewProps {
  providers: readonly Portal[];
  accounts: readonly Account[];
  chosen: string | undefined;
  onChoose: (providerId: string) => void;
  /** The button that adds one. */
  add: ReactNode;
}

/** Portals at the left, the chosen one's accounts at the right. */
export function PortalsView({ providers, accounts, chosen, onChoose, add }: PortalsViewProps) {
  const { t } = useTranslation('portals');
  const now = useNow(60_000);
  const sorted = sortPortals(providers, accounts, now);
  const portal = sorted.find(({ id }) => id === chosen) ?? sorted[0];
  if (portal === undefined) return <EmptyState title={t('empty.title')} text={t('empty.text')} action={add} />;
  const accountsOf = ({ id }: Portal): Account[] => accounts.filter(({ providerId }) => providerId === id);
  return (
    <Split
      id="portales"
      direction="horizontal"
      className="flex-1"
      parts={[
        {
          id: 'lista',
          defaultSize: '320px',
          minSize: '240px',
          maxSize: '50%',
          content: (
            <ul
              aria-label={t('list')}
              data-region
              tabIndex={-1}
              className="min-h-0 flex-1 overflow-y-auto bg-surface outline-none"
            >
              {sorted.map((item) => {
                const own = accountsOf(item);
                const worst = worstHealth(own, now);
                const current = item.id === portal.id;
                return (
                  <li key={item.id} className="border-b border-line">
                    <button
                      type="button"
                      aria-current={current ? 'true' : undefined}
                      onClick={() => onChoose(item.id)}
                      className={cx(
                        'flex min-h-12 w-full items-center justify-between gap-3 px-4 py-1.5 text-left -outline-offset-2 hover:bg-hover',
                        current && 'bg-accent-soft hover:bg-accent-soft',
                      )}
                    >
                      <span className="min-w-0">
                        <span className="block truncate font-semibold">{item.name}</span>
                        <span className="block truncate text-meta text-muted">
                          {own.length === 0 ? t('noAccounts') : t('count', { count: own.length })}
                        </span>
                      </span>
                      {item.paused === null ? (
                        worst !== null && <SessionHealthChip health={worst} />
                      ) : (
                        <StatusChip kind="stopped">{t('paused.chip')}</StatusChip>
                      )}
                    </button>
                  </li>
                );
              })}
            </ul>
          ),
        },
        {
          id: 'detalle',
          minSize: '420px',
          content: <PortalDetail key={portal.id} portal={portal} accounts={accountsOf(portal)} />,
        },
      ]}
    />
  );
}

/** Screen 3: portals, the accounts there, and how each stored session does. N adds a portal. */
export function PortalsPage({ chosen, onChoose }: Pick<PortalsViewProps, 'chosen' | 'onChoose'>) {
  const { t } = useTranslation('portals');
  const { can } = useBridge();
  const login = useLogin();
  const every = { refetchInterval: 15_000 };
  const providers = useApi('listProviders', {}, every);
  const sessions = useApi('listSessions', {}, every);
  const whyNot = useWhyNot('providers:write');
  const [adding, setAdding] = useState(false);
  useHotkeys('n', () => whyNot === undefined && setAdding(true), { useKey: true, preventDefault: true });
  const add = (
    <Button variant="primary" disabledReason={whyNot} onClick={() => setAdding(true)}>
      {t('act.add')}
    </Button>
  );
  const none = providers.data?.length === 0;
  return (
    <>
      <PageHeader title={t('title')} actions={none ? undefined : add} />
      <QueryPart query={providers}>
        {(list) => (
          <QueryPart query={sessions}>
            {(accounts) => (
              <PortalsView providers={list} accounts={accounts} chosen={chosen} onChoose={onChoose} add={add} />
            )}
          </QueryPart>
        )}
      </QueryPart>
      {adding && (
        <PortalForm
          onClose={() => setAdding(false)}
          onDone={({ id }) => {
            setAdding(false);
            if (can.capture) login(id);
            else onChoose(id);
          }}
        />
      )}
    </>
  );
}
