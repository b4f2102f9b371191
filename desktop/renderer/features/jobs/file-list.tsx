import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { Download } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import type { DataColumn } from '../../ui/data-column.ts';
import { DataTable } from '../../ui/data-table.tsx';

/** Files that an execution left, to be taken home. */
export function FileList({ files, expiresAt }: { files: readonly Artifact[]; expiresAt: string }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const bridge = useBridge();
  const columns = useMemo<DataColumn<Artifact>[]>(
    () => [
      {
        id: 'name',
        header: t('files.name'),
        width: 'minmax(200px, 2fr)',
        sortBy: ({ name }) => name,
        cell: ({ name }) => <span className="mono truncate">{name}</span>,
      },
      {
        id: 'kind',
        header: t('files.kind'),
        width: 'minmax(120px, 1fr)',
        cell: ({ contentType }) => <span className="truncate text-muted">{contentType.split(';')[0]}</span>,
      },
      {
        id: 'size',
        header: t('files.size'),
        width: '96px',
        align: 'right',
        sortBy: ({ bytes }) => bytes,
        cell: ({ bytes }) => format.bytes(bytes),
      },
      {
        id: 'act',
        header: '',
        width: '128px',
        align: 'right',
        cell: ({ name, url }) => (
          <Button
            size="small"
            icon={<Download size={12} strokeWidth={1.75} />}
            aria-label={`${t('files.download')}: ${name}`}
            onClick={(event) => {
              event.stopPropagation();
              bridge.saveFile(name.split('/').at(-1) ?? name, url);
            }}
          >
            {t('files.download')}
          </Button>
        ),
      },
    ],
    [t, format, bridge],
  );
  if (files.length === 0) return <p className="px-4 py-3 text-muted">{t('files.empty')}</p>;
  return (
    <div className="flex h-full min-h-0 flex-col bg-surface">
      <DataTable
        label={t('tab.files')}
        columns={columns}
        rows={files}
        rowId={({ name }) => name}
        onOpen={({ url }) => bridge.openExternal(url)}
      />
      <p className="shrink-0 border-t border-line px-4 py-1.5 text-meta text-muted">
        {t('files.until', { time: format.time(Date.parse(expiresAt)) })}
      </p>
    </div>
  );
}
