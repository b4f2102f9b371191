import type { AppError } from '@sri/shared/errors.ts';
import { flowInputsSchema, type FlowInputs, type InputValues } from '@sri/shared/model/flow.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../domain/use-act.ts';
import { useToast } from '../../../ui/toast.tsx';
import { givenValues, initialValues, missingInputs } from '../../run/input-values.ts';
import { useBuilder, useBuilderState } from '../builder-context.tsx';
import { contentOf } from '../document/open-document.ts';
import { locate } from '../problems/find-problems.ts';
import { problemText } from '../problems/problem-text.ts';

/** How much of the flow is tried. */
export type TrialPart = 'whole' | 'until' | 'only';

export interface Trial {
  inputs: FlowInputs;
  values: InputValues;
  faults: Record<string, string>;
  setValue: (name: string, value: InputValues[string]) => void;
  /** Runs what is on the screen now, saved or not, on a robot. */
  start: (part: TrialPart) => Promise<void>;
  busy: boolean;
  /** ms that the robot waits before each step, to be watched. */
  delayMs: number;
  setDelayMs: (ms: number) => void;
  /** The execution that was started last. */
  jobId: string | null;
}

function partOf(part: Exclude<TrialPart, 'whole'>, stepId: string): { until: string } | { only: string } {
  return part === 'until' ? { until: stepId } : { only: stepId };
}

/** Trials of the draft of one flow. */
export function useTrial(flowId: string): Trial {
  const { t } = useTranslation('builder');
  const { t: tRun } = useTranslation('run');
  const { store, acts } = useBuilder();
  const { act, busy } = useAct();
  const toast = useToast();
  const declared = useBuilderState(({ document }) => document.inputs);
  const [touched, setTouched] = useState<InputValues>({});
  const [faults, setFaults] = useState<Record<string, string>>({});
  const [jobId, setJobId] = useState<string | null>(null);
  const [delayMs, setDelayMs] = useState(0);
  const inputs = flowInputsSchema.safeParse(declared).data ?? {};
  const values = { ...initialValues(inputs, {}), ...touched };

  function refused(error: AppError): boolean {
    const ofInputs = error.errors.filter(({ field }) => field.startsWith('inputs.'));
    setFaults(Object.fromEntries(ofInputs.map(({ field, message }) => [field.slice('inputs.'.length), message])));
    if (ofInputs.length > 0) return true;
    const { document } = store.getState();
    const [first] = error.errors.map(({ field, message }) =>
      locate(document, { field: field.replace(/^document\./, ''), message }),
    );
    if (first === undefined || first.stepId === null) return false;
    const type = document.steps.find(({ id }) => id === first.stepId)?.type ?? '';
    const { text, technical } = problemText(t, first, type);
    toast({ title: t('trial.refused'), description: technical ?? text, kind: 'failure' });
    acts.select(first.stepId);
    store.setState({ asked: { stepId: first.stepId, path: first.path } });
    return true;
  }

  return {
    inputs,
    values,
    faults,
    setValue: (name, value) => setTouched((before) => ({ ...before, [name]: value })),
    busy,
    delayMs,
    setDelayMs,
    jobId,
    start: async (part) => {
      const { document, selected } = store.getState();
      const chosen = part === 'whole' || selected === null ? {} : { part: partOf(part, selected) };
      const missing = missingInputs(inputs, values);
      setFaults(Object.fromEntries(missing.map((name) => [name, tRun('fault.missing')])));
      if (missing.length > 0) return;
      const content = contentOf(document);
      const paced = delayMs === 0 ? content : { ...content, options: { ...content.options, stepDelayMs: delayMs } };
      const body = { flowId, document: paced, inputs: givenValues(values), ...chosen };
      const started = await act('testFlow', { body }, { renews: [], onRefused: refused });
      if (started === null) return;
      store.setState({ tried: new Map() });
      setJobId(started.answer.jobId);
    },
  };
}
