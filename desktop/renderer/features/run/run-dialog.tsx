import { flowInputsSchema, type FlowInputs, type InputValues } from '@sri/shared/model/flow.ts';
import type { RunAnswer } from '@sri/shared/protocol/api/run.ts';
import { lazy, Suspense, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useMe, useWhyNot } from '../../domain/use-me.ts';
import { errorText } from '../../lib/error-text.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import { givenValues, initialValues, missingInputs } from './input-values.ts';
import { RunAdvanced } from './run-advanced.tsx';
import { RunFields } from './run-fields.tsx';
import { RunRows } from './run-rows.tsx';
import { RunSession } from './run-session.tsx';
import type { RunnableFlow } from './runnable-flow.ts';
import { useRows } from './use-rows.ts';
import { useStartRun } from './use-start-run.ts';

/** For who wants it later than now. */
const ScheduleEditor = lazy(async () => ({
  default: (await import('../schedules/schedule-editor.tsx')).ScheduleEditor,
}));

export interface RunDialogProps {
  flow: RunnableFlow;
  onClose: () => void;
  onStarted: (answer: RunAnswer) => void;
}

interface FormProps extends RunDialogProps {
  inputs: FlowInputs;
  last: Record<string, unknown>;
  version: string | undefined;
  onVersion: (version: string | undefined) => void;
}

function RunForm({ flow, inputs, last, version, onVersion, onClose, onStarted }: FormProps) {
  const { t } = useTranslation('run');
  const { t: tCommon } = useTranslation();
  const { t: tErrors } = useTranslation('errors');
  const [scheduling, setScheduling] = useState(false);
  const [mode, setMode] = useState<'one' | 'many'>('one');
  const [touched, setTouched] = useState<InputValues>({});
  const [tried, setTried] = useState(false);
  const rows = useRows(inputs);
  const run = useStartRun(flow, version, onStarted);
  const whyNot = useWhyNot('jobs:run');
  const whyNotSchedule = useWhyNot('schedules:write');
  const values = { ...initialValues(inputs, last), ...touched };
  const missing = missingInputs(inputs, values);
  const faults = {
    ...(tried ? Object.fromEntries(missing.map((name) => [name, t('fault.missing')])) : {}),
    ...run.fieldFaults,
  };
  const read = rows.read;
  const rowsReady =
    read !== null && read.rows.length > 0 && !read.tooMany && read.faults.length === 0 && read.missing.length === 0;

  function go(): void {
    if (whyNot !== undefined || run.pending) return;
    setTried(true);
    if (mode === 'many') {
      if (rowsReady) run.start({ rows: read.rows });
    } else if (missing.length === 0) {
      run.start({ inputs: givenValues(values) });
    }
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    go();
  }

  if (scheduling) {
    return (
      <Suspense fallback={null}>
        <ScheduleEditor flow={{ id: flow.id, inputs: givenValues(values) }} onClose={onClose} />
      </Suspense>
    );
  }
  const hasInputs = Object.keys(inputs).length > 0;
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('title', { flow: flow.name })}
      width={mode === 'many' ? 640 : 480}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button
            variant="primary"
            busy={run.pending}
            disabledReason={whyNot}
            disabled={mode === 'many' && !rowsReady}
            onClick={go}
          >
            {mode === 'many' && read !== null ? t('goMany', { count: read.rows.length }) : t('go')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3" onKeyDown={onKeyDown}>
        {hasInputs ? (
          <>
            <ToggleGroup
              aria-label={t('mode.label')}
              value={mode}
              onChange={setMode}
              choices={(['one', 'many'] as const).map((value) => ({ value, label: t(`mode.${value}`) }))}
              className="self-start"
            />
            {mode === 'one' ? (
              <RunFields
                inputs={inputs}
                values={values}
                last={last}
                faults={faults}
                onChange={(name, value) => setTouched((before) => ({ ...before, [name]: value }))}
              />
            ) : (
              <RunRows rows={rows} inputs={inputs} />
            )}
          </>
        ) : (
          <p className="text-muted">{t('noInputs')}</p>
        )}
        <div className="flex items-center gap-3 border-t border-line pt-3">
          <span className="w-[60px] text-muted">{t('when')}</span>
          <span className="flex-1">{t('now')}</span>
          <Button size="small" disabledReason={whyNotSchedule} onClick={() => setScheduling(true)}>
            {t('later')}
          </Button>
        </div>
        <RunSession providerId={flow.providerId} />
        <RunAdvanced flow={flow} version={version} onVersion={onVersion} />
        {run.error !== null && (
          <p role="alert" className="text-failure">
            <span className="font-semibold">{errorText(tErrors, run.error).title}</span>{' '}
            {errorText(tErrors, run.error).hint}
            {run.otherFaults.map((text) => (
              <span key={text} className="block">
                {text}
              </span>
            ))}
          </p>
        )}
      </div>
    </Dialog>
  );
}

/** Screen 8: what a flow is run with. Two clicks with what is there already. */
export function RunDialog(props: RunDialogProps) {
  const { t } = useTranslation('run');
  const { flow, onClose } = props;
  const me = useMe();
  const [version, setVersion] = useState<string>();
  const detail = useApi('getFlow', { params: { id: flow.id } });
  const other = useApi(
    'getVersion',
    { params: { id: flow.id, version: version ?? '' } },
    { enabled: version !== undefined },
  );
  const last = useApi(
    'listJobs',
    { query: { flowId: flow.id, userId: me.data?.user.id, limit: 1 } },
    { enabled: me.data !== undefined },
  );
  const shown = version === undefined ? detail.data?.version : (other.data ?? detail.data?.version);
  if (shown === undefined || last.isPending) {
    return (
      <Dialog open onOpenChange={(open) => !open && onClose()} title={t('title', { flow: flow.name })}>
        <QueryPart query={detail} rows={4}>
          {() => null}
        </QueryPart>
      </Dialog>
    );
  }
  const inputs = flowInputsSchema.safeParse(shown.inputs);
  return (
    <RunForm
      {...props}
      inputs={inputs.success ? inputs.data : {}}
      last={last.data?.items[0]?.inputs ?? {}}
      version={version}
      onVersion={setVersion}
    />
  );
}
