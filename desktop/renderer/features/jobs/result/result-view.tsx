import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { Download } from 'lucide-react';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../../domain/query-part.tsx';
import { useBridge } from '../../../lib/bridge-context.tsx';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { useApi } from '../../../lib/use-api.ts';
import { Button } from '../../../ui/button.tsx';
import { Select } from '../../../ui/select.tsx';
import { ToggleGroup } from '../../../ui/toggle-group.tsx';
import { ChangesPart } from './changes-part.tsx';
import { ContractPart } from './contract-part.tsx';
import { EmptyResult } from './empty-result.tsx';
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

interface ContentProps {
  text: string;
  label: string;
  onRead: (content: SavedContent) => string;
  empty: ReactNode;
}

function Content({ text, label, onRead, empty }: ContentProps) {
  const content = useMemo(() => readSaved(text), [text]);
  const [first] = content.rows;
  if (first === undefined) return empty;
  return (
    <>
      <p className="shrink-0 px-4 py-1 text-meta text-muted">{onRead(content)}</p>
      {content.single ? <SavedValues row={first} /> : <SavedTable content={content} label={label} />}
    </>
  );
}

function Saved({ jobId, data, onReview }: { jobId: string; data: SavedData; onReview: (() => void) | undefined }) {
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
          empty={<EmptyResult jobId={jobId} name={data.name} onReview={onReview} />}
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
  /** What is shown at first; problems where there are any, unless told. */
  view?: View;
  /** Shows what was on the page. */
  onReview?: (() => void) | undefined;
}

type View = 'problems' | 'data' | 'changes';

/** What an execution read and saved, as tables and values, with their files to take home. */
export function ResultView({ jobId, files, partial, view: first, onReview }: ResultViewProps) {
  const { t } = useTranslation('jobs');
  const [wanted, setWanted] = useState<string | null>(null);
  const [chosen, setChosen] = useState<View | undefined>(first);
  const all = useMemo(() => savedData(files), [files]);
  const data = all.find(({ name }) => name === wanted) ?? all[0];
  if (data === undefined) return <p className="px-4 py-3 text-muted">{t('result.empty')}</p>;
  const views: View[] = data.contract === undefined ? ['data', 'changes'] : ['problems', 'data', 'changes'];
  const view = chosen !== undefined && views.includes(chosen) ? chosen : (views[0] ?? 'data');
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
        {!partial || data.contract !== undefined ? (
          <ToggleGroup
            aria-label={t('contract.view')}
            value={view}
            onChange={setChosen}
            choices={views.map((value) => ({ value, label: t(`result.view.${value}`) }))}
          />
        ) : null}
        <span className="min-w-0 flex-1 text-meta text-attention">{partial && t('result.partial')}</span>
        <DownloadButtons files={data.files} />
      </div>
      {data.contract !== undefined && view === 'problems' && (
        <ContractPart jobId={jobId} name={data.name} file={data.contract.name} />
      )}
      {view === 'data' && <Saved jobId={jobId} data={data} onReview={onReview} />}
      {view === 'changes' && <ChangesPart key={data.name} jobId={jobId} name={data.name} />}
    </div>
  );
}
