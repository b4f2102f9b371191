import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import type { TFunction } from 'i18next';
import { EllipsisVertical } from 'lucide-react';
import { Button } from '../../ui/button.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { MenuEntry } from '../../ui/menu-items.tsx';
import type { Format } from '../../lib/format.ts';
import { TimeLabel } from '../../ui/time-label.tsx';
import { FlowState } from './flow-state.tsx';
import { ResultDots } from './result-dots.tsx';

export interface FlowColumnContext {
  t: TFunction<'flows'>;
  format: Format;
  portalName: (providerId: string, slug: string) => string;
  /** Why this flow cannot be run; undefined: it can. */
  whyNotRun: (flow: FlowSummary) => string | undefined;
  onRun: (flow: FlowSummary) => void;
  menuOf: (flow: FlowSummary) => readonly MenuEntry[];
  /** When it runs by itself next, in ms; undefined: it does not. */
  nextAt: (flow: FlowSummary) => number | undefined;
  now: number;
}

function timeTexts(at: number, format: Format, now: number) {
  return { dateTime: new Date(at).toISOString(), label: format.relative(at, now), title: format.dateTime(at) };
}

/** Columns of the list of flows. */
export function flowColumns({
  t,
  format,
  portalName,
  whyNotRun,
  onRun,
  menuOf,
  nextAt,
  now,
}: FlowColumnContext): DataColumn<FlowSummary>[] {
  return [
    {
      id: 'name',
      header: t('column.name'),
      width: 'minmax(150px, 2fr)',
      sortBy: ({ name }) => name,
      cell: ({ name, providerId }) => (
        <span className="truncate">
          <span className="font-semibold">{name}</span> <span className="text-muted">{portalName(providerId, '')}</span>
        </span>
      ),
    },
    {
      id: 'state',
      header: t('column.state'),
      width: 'minmax(140px, 1.4fr)',
      sortBy: ({ publishedVersion }) => publishedVersion ?? '',
      cell: (flow) => <FlowState flow={flow} />,
    },
    {
      id: 'results',
      header: t('column.results'),
      width: '148px',
      cell: ({ results }) => <ResultDots results={results} />,
    },
    {
      id: 'next',
      header: t('column.next'),
      width: '108px',
      sortBy: (flow) => nextAt(flow) ?? Number.MAX_SAFE_INTEGER,
      cell: (flow) => {
        const at = nextAt(flow);
        return at !== undefined && <TimeLabel {...timeTexts(at, format, now)} />;
      },
    },
    {
      id: 'usual',
      header: t('column.usual'),
      width: '92px',
      align: 'right',
      sortBy: ({ usualMs }) => usualMs ?? 0,
      cell: ({ usualMs }) => <span className="mono">{usualMs === null ? '' : format.duration(usualMs)}</span>,
    },
    {
      id: 'owner',
      header: t('column.owner'),
      width: 'minmax(76px, 1fr)',
      sortBy: ({ createdByName }) => createdByName,
      cell: ({ createdByName }) => <span className="truncate">{createdByName}</span>,
    },
    {
      id: 'acts',
      header: t('column.acts'),
      width: '136px',
      align: 'right',
      cell: (flow) => (
        // The row opens on a click; its buttons do what they say.
        <span className="flex items-center gap-1" onClick={(event) => event.stopPropagation()}>
          <Button size="small" disabledReason={whyNotRun(flow)} onClick={() => onRun(flow)}>
            {t('act.run')}
          </Button>
          <Menu
            trigger={
              <IconButton
                label={t('act.more', { name: flow.name })}
                icon={<EllipsisVertical size={14} strokeWidth={1.75} />}
                className="size-6"
              />
            }
            entries={menuOf(flow)}
          />
        </span>
      ),
    },
  ];
}
