import type { Portal, PortalFormat as Format } from '@sri/shared/protocol/api/providers.ts';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../domain/use-act.ts';
import { useWhyNot } from '../../domain/use-me.ts';
import { Select } from '../../ui/select.tsx';

const NOT_SAID = 'none';
const SIGNS = { comma: ',', point: '.' } as const;
const ORDERS = ['dmy', 'mdy', 'ymd'] as const;

/** How the portal writes numbers and dates, chosen once for all its flows; what is not chosen is refused where it could be two values. */
export function PortalFormat({ portal }: { portal: Portal }) {
  const { t } = useTranslation('portals');
  const { act, busy } = useAct();
  const whyNot = useWhyNot('providers:write');
  const { decimal, dateOrder } = portal.format;
  const save = (change: Partial<Format>): void =>
    void act(
      'setProviderFormat',
      { params: { providerId: portal.id }, body: { decimal, dateOrder, ...change } },
      { done: t('format.saved'), renews: ['listProviders'] },
    );
  const off = busy || whyNot !== undefined;
  return (
    <div
      role="group"
      aria-label={t('format.title')}
      title={whyNot}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5 border-b border-line px-5 py-2"
    >
      <span className="text-meta font-semibold">{t('format.title')}</span>
      <Select
        aria-label={t('format.decimal')}
        disabled={off}
        value={decimal === null ? NOT_SAID : decimal === ',' ? 'comma' : 'point'}
        onChange={(sign) => save({ decimal: sign === NOT_SAID ? null : SIGNS[sign] })}
        choices={[
          { value: NOT_SAID, label: t('format.anyDecimal') },
          { value: 'comma', label: t('format.comma') },
          { value: 'point', label: t('format.point') },
        ]}
      />
      <Select
        aria-label={t('format.order')}
        disabled={off}
        value={dateOrder ?? NOT_SAID}
        onChange={(order) => save({ dateOrder: order === NOT_SAID ? null : order })}
        choices={[
          { value: NOT_SAID, label: t('format.anyOrder') },
          ...ORDERS.map((value) => ({ value, label: t(`format.orders.${value}`) })),
        ]}
      />
      <span className="text-meta text-muted">{t('format.hint')}</span>
    </div>
  );
}
