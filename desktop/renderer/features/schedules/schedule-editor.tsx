import { AppError } from '@sri/shared/errors.ts';
import { flowInputsSchema, type FlowInputs } from '@sri/shared/model/flow.ts';
import type { FlowDetail } from '@sri/shared/protocol/api/flows.ts';
import type { Schedule } from '@sri/shared/protocol/api/schedules.ts';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFlowChoices } from '../../domain/portal-choices.ts';
import { useAct } from '../../domain/use-act.ts';
import { useMe, useWhyNot } from '../../domain/use-me.ts';
import { errorText } from '../../lib/error-text.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { Combobox } from '../../ui/combobox.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { Fold } from '../../ui/fold.tsx';
import { givenValues, initialValues, missingInputs } from '../run/input-values.ts';
import { RunFields } from '../run/run-fields.tsx';
import { HolidaySentence } from './holiday-sentence.tsx';
import { NextRuns, usePreview } from './next-runs.tsx';
import { draftOf, newDraft, ruleOf, type Draft, type DraftFlow } from './schedule-draft.ts';
import { ScheduleMore } from './schedule-more.tsx';
import { Sentence } from './sentence.tsx';
import { SessionForecast } from './session-forecast.tsx';
import { ownZone } from './zones.ts';

/** Half of the editor's weight, for who wants to see it. */
const CronField = lazy(async () => ({ default: (await import('./cron-field.tsx')).CronField }));

export interface ScheduleEditorProps {
  /** One that is there already; else a new one, of this flow if it is known. */
  schedule?: Schedule;
  flow?: DraftFlow;
  onClose: () => void;
}

function declaredInputs(flow: FlowDetail | undefined): FlowInputs {
  const inputs = flowInputsSchema.safeParse(flow?.version.inputs ?? {});
  return inputs.success ? inputs.data : {};
}

/** Screen 12's editor: one sentence says when, the next five say what that means. */
export function ScheduleEditor(props: ScheduleEditorProps) {
  const me = useMe();
  // A new one begins in the organisation's zone.
  return me.isPending ? null : <EditorForm {...props} zone={me.data?.org.timeZone ?? ownZone()} />;
}

function EditorForm({ schedule, flow, zone, onClose }: ScheduleEditorProps & { zone: string }) {
  const { t } = useTranslation('schedules');
  const { t: tCommon } = useTranslation();
  const { t: tErrors } = useTranslation('errors');
  const { t: tRun } = useTranslation('run');
  const me = useMe();
  const whyNot = useWhyNot('schedules:write');
  const flows = useFlowChoices();
  const { act, busy } = useAct();
  const [draft, setDraft] = useState<Draft>(() => (schedule === undefined ? newDraft(zone, flow) : draftOf(schedule)));
  const [tried, setTried] = useState(false);
  const [refused, setRefused] = useState<AppError | null>(null);
  const detail = useApi('getFlow', { params: { id: draft.flowId ?? '' } }, { enabled: draft.flowId !== null });
  const preview = usePreview(ruleOf(draft));
  const change = (next: Partial<Draft>): void => {
    setRefused(null);
    setDraft((before) => ({ ...before, ...next }));
  };

  const inputs = declaredInputs(detail.data);
  const values = initialValues(inputs, draft.inputs);
  const missing = missingInputs(inputs, { ...values, ...draft.inputs });
  const flowName = flows.find(({ value }) => value === draft.flowId)?.label ?? '';
  const first = preview.data?.items.find(({ kind }) => kind === 'run');

  async function save(): Promise<void> {
    setTried(true);
    if (whyNot !== undefined || draft.flowId === null || missing.length > 0) return;
    const name = draft.name === null || draft.name.trim() === '' ? flowName : draft.name.trim();
    const given = givenValues({ ...values, ...draft.inputs });
    const body = { ...draft, flowId: draft.flowId, name: name.slice(0, 120), inputs: given };
    const options = {
      done: t(schedule === undefined ? 'made' : 'changed', { name }),
      renews: ['listSchedules'] as const,
      onRefused: (error: AppError) => {
        setRefused(error);
        return true;
      },
    };
    const answer =
      schedule === undefined
        ? await act('createSchedule', { body }, options)
        : await act('replaceSchedule', { params: { id: schedule.id }, body }, options);
    if (answer !== null) onClose();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={schedule === undefined ? t('newTitle') : t('editTitle', { name: schedule.name })}
      width={680}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button
            variant="primary"
            busy={busy}
            disabledReason={whyNot}
            disabled={preview.error !== null}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void save();
        }}
      >
        <Field label={t('flow')} error={tried && draft.flowId === null ? t('flowMissing') : undefined}>
          <Combobox
            aria-label={t('flow')}
            placeholder={t('flowChoose')}
            value={draft.flowId}
            onChange={(flowId) => change({ flowId, inputs: {} })}
            choices={flows}
            className="w-full"
          />
        </Field>
        <Sentence draft={draft} onChange={change} />
        <HolidaySentence draft={draft} onChange={change} />
        <NextRuns preview={preview} timezone={draft.timezone} />
        {detail.data !== undefined && (
          <SessionForecast
            providerId={detail.data.providerId}
            userId={schedule?.userId ?? me.data?.user.id ?? ''}
            firstAt={first === undefined ? undefined : Date.parse(first.at)}
          />
        )}
        {Object.keys(inputs).length > 0 && (
          <section aria-label={tRun('inputs')} className="flex flex-col gap-3">
            <RunFields
              inputs={inputs}
              values={{ ...values, ...draft.inputs }}
              last={{}}
              faults={tried ? Object.fromEntries(missing.map((name) => [name, tRun('fault.missing')])) : {}}
              onChange={(name, value) => change({ inputs: { ...values, ...draft.inputs, [name]: value } })}
            />
          </section>
        )}
        <Fold label={t('cron.fold')} defaultOpen={draft.timing.kind === 'cron'}>
          <Suspense fallback={null}>
            <CronField timing={draft.timing} onChange={(timing) => change({ timing })} />
          </Suspense>
        </Fold>
        <Fold label={t('more.fold')}>
          <ScheduleMore draft={draft} onChange={change} flowName={flowName} />
        </Fold>
        {refused !== null && (
          <p role="alert" className="text-failure">
            <span className="font-semibold">{errorText(tErrors, refused).title}</span>{' '}
            {errorText(tErrors, refused).hint}
            {refused.errors.map(({ field, message }) => (
              <span key={field} className="block text-meta">
                {field}: {message}
              </span>
            ))}
          </p>
        )}
      </form>
    </Dialog>
  );
}
