import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { Download } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../../domain/query-part.tsx';
import { useBridge } from '../../../lib/bridge-context.tsx';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { useApi } from '../../../lib/use-api.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { ToggleGroup } from '../../../ui/toggle-group.tsx';
import { ContractPart } from './contract-part.tsx';
import { readSaved, savedData, type SavedContent, type SavedData } from './saved-data.ts';
import { SavedTable, SavedValues } from './saved-table.tsx';

/** Larger ones are downloaded: a browser would hold every row of it. */
const MOST_BYTES = 10_000_000;

function DownloadButtons({ files }: { files: readonly Artifact[] }) {
  const { t } = useTranslation('jobs');
  const bridge = useBridge();
  return files.map(({ name, url }) => {
    const own = name.split('/').at(-1) ?? name;
    const ending = own.split('.').at(-1)?.toUpperCase() ?? '';
    return (
      <Button
        key={name}
        size="small"
        icon={<Download size={12} strokeWidth={1.75} />}
        aria-label={`${t('files.download')}: ${own}`}
        onClick={() => bridge.saveFile(own, url)}
      >
        {ending}
      </Button>
    );
  });
}

function Content({ text, label, onRead }: { text: string; label: string; onRead: (content: SavedContent) => string }) {
  const content = useMemo(() => readSaved(text), [text]);
  const [first] = content.rows;
  return (
    <>
      <p className="shrink-0 px-4 py-1 text-meta text-muted">{onRead(content)}</p>
      {content.single && first !== undefined ? (
        <SavedValues row={first} />
      ) : (
        <SavedTable content={content} label={label} />
      )}
    </>
  );
}

function Saved({ jobId, data }: { jobId: string; data: SavedData }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const { name, bytes } = data.json;
  const fits = bytes <= MOST_BYTES;
  const file = useApi('getJobFile', { params: { id: jobId, name } }, { enabled: fits });
  if (!fits) return <p className="px-4 py-3 text-muted">{t('result.large', { size: format.bytes(bytes) })}</p>;
  return (
    <QueryPart query={file}>
      {(text) => (
        <Content
          key={name}
          text={text}
          label={data.name}
          onRead={({ rows, columns, single }) =>
            single
              ? t('result.values', { count: columns.length })
              : t('result.rows', { count: rows.length, rows: format.number(rows.length), columns: columns.length })
          }
        />
      )}
    </QueryPart>
  );
}

export interface ResultViewProps {
  jobId: string;
  files: readonly Artifact[];
  /** It ended before it was done. */
  partial: boolean;
}

/** What an execution read and saved, as tables and values, with their files to take home. */
export function ResultView({ jobId, files, partial }: ResultViewProps) {
  const { t } = useTranslation('jobs');
  const [wanted, setWanted] = useState<string | null>(null);
  const [view, setView] = useState<'problems' | 'data'>('problems');
  const all = useMemo(() => savedData(files), [files]);
  const data = all.find(({ name }) => name === wanted) ?? all[0];
  if (data === undefined) return <p className="px-4 py-3 text-muted">{t('result.empty')}</p>;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-1.5">
        {all.length > 1 ? (
          <Select
            aria-label={t('result.which')}
            value={data.name}
            onChange={setWanted}
            choices={all.map(({ name }) => ({ value: name, label: name }))}
          />
        ) : (
          <span className="font-semibold">{data.name}</span>
        )}
        {data.contract !== undefined && (
          <ToggleGroup
            aria-label={t('contract.view')}
            value={view}
            onChange={setView}
            choices={[
              { value: 'problems', label: t('contract.problems') },
              { value: 'data', label: t('contract.data') },
            ]}
          />
        )}
        <span className="min-w-0 flex-1 text-meta text-attention">{partial && t('result.partial')}</span>
        <DownloadButtons files={data.files} />
      </div>
      {data.contract !== undefined && view === 'problems' ? (
        <ContractPart jobId={jobId} name={data.name} file={data.contract.name} />
      ) : (
        <Saved jobId={jobId} data={data} />
      )}
    </div>
  );
}
