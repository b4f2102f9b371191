import type { FlowInputs } from '@sri/shared/model/flow.ts';
import { MAX_ROWS } from '@sri/shared/protocol/api/run.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { textUrl, writeCsv } from '../../domain/write-csv.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import { LinkButton } from '../../ui/text-link.tsx';
import { MAX_CHARACTERS } from './read-rows.ts';
import { RowsPreview } from './rows-preview.tsx';
import type { RowsRefusal, RowsState } from './use-rows.ts';

function useRefusalText(): (refusal: RowsRefusal) => string {
  const { t } = useTranslation('run');
  const format = useFormat();
  return (refusal) => {
    if (refusal.kind === 'excel') return t('rows.notText');
    if (refusal.kind === 'empty') return t('rows.empty');
    if (refusal.kind === 'broken') return t('rows.broken', { line: refusal.line });
    return t('rows.tooBig', { max: format.bytes(MAX_CHARACTERS) });
  };
}

/** Where rows come in: pasted from a spreadsheet, dropped or chosen as a file. */
function TakeRows({ rows, inputs }: { rows: RowsState; inputs: FlowInputs }) {
  const { t } = useTranslation('run');
  const bridge = useBridge();
  const format = useFormat();
  const refusalText = useRefusalText();
  const file = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const template = (): void => {
    const titles = Object.entries(inputs).map(([name, { label }]) => label ?? name);
    bridge.saveFile('filas.csv', textUrl(writeCsv([titles], format), 'text/csv'));
  };
  return (
    <div className="flex flex-col gap-2">
      <textarea
        aria-label={t('rows.paste')}
        placeholder={t('rows.drop')}
        rows={5}
        value=""
        onChange={(event) => void rows.take(event.target.value)}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const [dropped] = event.dataTransfer.files;
          if (dropped !== undefined) void rows.takeFile(dropped);
        }}
        className={cx(
          'w-full resize-none rounded-control border border-dashed border-line-strong bg-sunken p-3 text-body placeholder:text-muted',
          over && 'border-accent bg-accent-soft',
        )}
      />
      <input
        ref={file}
        type="file"
        accept=".csv,.txt,.tsv,text/csv,text/plain"
        aria-label={t('rows.file')}
        hidden
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          if (chosen !== undefined) void rows.takeFile(chosen);
          event.target.value = '';
        }}
      />
      <div className="flex items-center gap-4">
        <Button onClick={() => file.current?.click()}>{t('rows.file')}</Button>
        <LinkButton onClick={template}>{t('rows.template')}</LinkButton>
      </div>
      {rows.refusal !== null && (
        <p role="alert" className="text-failure">
          {refusalText(rows.refusal)}
        </p>
      )}
    </div>
  );
}

/** Many executions from the rows of a spreadsheet. */
export function RunRows({ rows, inputs }: { rows: RowsState; inputs: FlowInputs }) {
  const { t } = useTranslation('run');
  const { titles, read } = rows;
  if (titles === null || read === null) return <TakeRows rows={rows} inputs={inputs} />;
  const faulty = new Set(read.faults.map(({ row }) => row)).size;
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
        <p role="status" className="font-semibold">
          {t('rows.count', { count: read.rows.length })}
          {faulty > 0 && <span className="text-failure"> · {t('rows.faults', { count: faulty })}</span>}
        </p>
        <Checkbox label={t('rows.header')} checked={rows.hasTitles} onChange={rows.setHasTitles} />
        <Button size="small" variant="quiet" className="ml-auto" onClick={rows.clear}>
          {t('rows.clear')}
        </Button>
      </div>
      {read.tooMany && (
        <p role="alert" className="text-failure">
          {t('rows.tooMany', { count: read.rows.length, max: MAX_ROWS })}
        </p>
      )}
      {read.missing.length > 0 && (
        <p role="alert" className="text-failure">
          {t('rows.missingColumn', { inputs: read.missing.map((name) => inputs[name]?.label ?? name).join(', ') })}
        </p>
      )}
      <RowsPreview rows={rows} inputs={inputs} />
    </div>
  );
}
