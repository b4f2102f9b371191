import { AppError, type FieldFault } from '@sri/shared/errors.ts';
import type { InputValues } from '@sri/shared/model/flow.ts';
import type { RunAnswer } from '@sri/shared/protocol/api/run.ts';
import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useBridge } from '../../lib/bridge-context.tsx';
import type { RunnableFlow } from './runnable-flow.ts';

type What = { inputs: InputValues } | { rows: InputValues[] };

/** The same call again has the same key, so that a second try never runs twice; another call has another. */
function useIdempotencyKey(): (body: unknown) => string {
  const last = useRef({ body: '', key: '' });
  return (body) => {
    const text = JSON.stringify(body);
    if (last.current.body !== text) last.current = { body: text, key: crypto.randomUUID() };
    return last.current.key;
  };
}

/** Faults that the server found, by input of the one execution; those of rows and of the whole are told as lines. */
function splitFaults(faults: readonly FieldFault[]): { fields: Record<string, string>; lines: string[] } {
  const fields: Record<string, string> = {};
  const lines: string[] = [];
  for (const { field, message } of faults) {
    const input = /^inputs\.(.+)$/.exec(field)?.[1];
    const row = /^rows\[(\d+)\]\.?(.*)$/.exec(field);
    if (input !== undefined) fields[input] = message;
    else if (row !== null) lines.push(`${Number(row[1]) + 1}: ${row[2]} ${message}`);
    else lines.push(`${field}: ${message}`);
  }
  return { fields, lines: lines.slice(0, 6) };
}

/** Starts one execution or one a row. */
export function useStartRun(
  { id, providerId }: Pick<RunnableFlow, 'id' | 'providerId'>,
  version: string | undefined,
  onStarted: (answer: RunAnswer) => void,
) {
  const bridge = useBridge();
  const keyFor = useIdempotencyKey();
  const run = useMutation({
    mutationFn: (what: What) => {
      const body = { providerId, flowId: id, ...(version === undefined ? {} : { version }), ...what };
      return bridge.request('run', { headers: { 'idempotency-key': keyFor(body) }, body });
    },
    onSuccess: onStarted,
  });
  const faults = splitFaults(run.error instanceof AppError ? run.error.errors : []);
  return {
    start: (what: What) => run.mutate(what),
    pending: run.isPending,
    error: run.error,
    fieldFaults: faults.fields,
    otherFaults: faults.lines,
  };
}
