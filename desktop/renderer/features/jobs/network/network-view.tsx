import { networkRecordSchema, type NetworkRecord, type NetworkRequest } from '@sri/shared/model/network-record.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../../domain/query-part.tsx';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { useApi } from '../../../lib/use-api.ts';
import type { DataColumn } from '../../../ui/data-column.ts';
import { DataTable } from '../../../ui/data-table.tsx';

export const NETWORK_FILE = 'network.json';

/** What went wrong on the way to the portal in an execution that left a record of it. */
export function useNetworkRecord(jobId: string, exists: boolean) {
  const file = useApi('getJobFile', { params: { id: jobId, name: NETWORK_FILE } }, { enabled: exists });
  const record = useMemo(
    () => (file.data === undefined ? undefined : networkRecordSchema.safeParse(JSON.parse(file.data)).data),
    [file.data],
  );
  return { file, record };
}

function Requests({ requests }: { requests: readonly NetworkRequest[] }) {
  const { t } = useTranslation('live');
  const format = useFormat();
  const columns = useMemo<DataColumn<NetworkRequest>[]>(
    () => [
      {
        id: 'at',
        header: t('network.at'),
        width: '96px',
        cell: ({ at }) => <span className="mono text-muted">{format.clock(at)}</span>,
      },
      {
        id: 'status',
        header: t('network.answer'),
        width: 'minmax(120px, 1fr)',
        cell: ({ status, error }) => (
          <span className={status !== null && status < 400 && error === null ? 'truncate' : 'truncate text-failure'}>
            {error ?? status ?? t('network.none')}
          </span>
        ),
      },
      {
        id: 'method',
        header: t('network.method'),
        width: '80px',
        cell: ({ method }) => <span className="mono">{method}</span>,
      },
      {
        id: 'url',
        header: t('network.url'),
        width: 'minmax(240px, 4fr)',
        cell: ({ url }) => (
          <span className="mono truncate" title={url}>
            {url}
          </span>
        ),
      },
      {
        id: 'kind',
        header: t('network.kind'),
        width: '96px',
        cell: ({ kind }) => <span className="text-muted">{kind}</span>,
      },
      { id: 'ms', header: t('network.took'), width: '88px', align: 'right', cell: ({ ms }) => format.duration(ms) },
    ],
    [t, format],
  );
  const ids = useMemo(() => new Map(requests.map((request, index) => [request, String(index)])), [requests]);
  return (
    <DataTable label={t('network.requests')} columns={columns} rows={requests} rowId={(row) => ids.get(row) ?? ''} />
  );
}

function Record({ record: { requests, messages, leftOut } }: { record: NetworkRecord }) {
  const { t } = useTranslation('live');
  const format = useFormat();
  return (
    <div className="flex h-full min-h-0 flex-col">
      {messages.length > 0 && (
        <section
          aria-label={t('network.messages')}
          className="max-h-1/2 shrink-0 overflow-y-auto border-b border-line px-4 py-2"
        >
          <h3 className="text-caption font-semibold text-muted">{t('network.messages')}</h3>
          <ul>
            {messages.map(({ at, text }, index) => (
              <li key={index} className="mono flex gap-3">
                <span className="w-[78px] shrink-0 text-muted">{format.clock(at)}</span>
                <span className="min-w-0 break-words text-failure">{text}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
      {requests.length > 0 && <Requests requests={requests} />}
      {leftOut > 0 && (
        <p className="shrink-0 border-t border-line px-4 py-1.5 text-meta text-muted">
          {t('network.leftOut', { count: leftOut })}
        </p>
      )}
    </div>
  );
}

/** Requests of the portal's pages that failed or took very long, and the errors of their scripts. */
export function NetworkView({ jobId, exists }: { jobId: string; exists: boolean }) {
  const { t } = useTranslation('live');
  const { file, record } = useNetworkRecord(jobId, exists);
  if (!exists) return <p className="px-4 py-3 text-muted">{t('network.nothing')}</p>;
  return (
    <QueryPart query={file}>
      {() =>
        record === undefined ? (
          <p className="px-4 py-3 text-muted">{t('network.unreadable')}</p>
        ) : (
          <Record record={record} />
        )
      }
    </QueryPart>
  );
}
