import { flowStepsSchema } from '@sri/shared/model/flow.ts';
import type { Step } from '@sri/shared/model/step.ts';
import type { VersionDetail } from '@sri/shared/protocol/api/flows.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { stepSentence } from '../../../domain/step-sentence.ts';
import { cx } from '../../../ui/cx.ts';
import { Fold } from '../../../ui/fold.tsx';
import { diffSteps, type FieldChange, type StepChange } from './diff-steps.ts';

type Kind = 'added' | 'removed' | 'changed' | 'moved' | 'same';

const SIGN: Record<Kind, string> = { added: '+', removed: '−', changed: '~', moved: '↕', same: '' };
const LOOK: Record<Kind, string> = {
  added: 'bg-success-soft text-success',
  removed: 'bg-failure-soft text-failure',
  changed: 'bg-attention-soft text-attention',
  moved: 'bg-accent-soft text-accent',
  same: 'text-muted',
};

function kindOf({ before, after, fields, moved }: StepChange): Kind {
  if (before === null) return 'added';
  if (after === null) return 'removed';
  if (fields.length > 0) return 'changed';
  return moved ? 'moved' : 'same';
}

const written = (value: unknown): string =>
  value === undefined ? '—' : typeof value === 'string' ? value : JSON.stringify(value, null, 1);

function Fields({ fields }: { fields: readonly FieldChange[] }) {
  return (
    <dl className="grid grid-cols-[auto_1fr_1fr] gap-x-3 gap-y-1 pb-2 text-meta">
      {fields.map(({ field, before, after }) => (
        <div key={field} className="contents">
          <dt className="mono text-muted">{field}</dt>
          <dd className="mono min-w-0 break-words whitespace-pre-wrap text-failure line-through">{written(before)}</dd>
          <dd className="mono min-w-0 break-words whitespace-pre-wrap text-success">{written(after)}</dd>
        </div>
      ))}
    </dl>
  );
}

function Row({ row }: { row: StepChange }) {
  const { t } = useTranslation('steps');
  const { t: tFlows } = useTranslation('flows');
  const kind = kindOf(row);
  const sentenceOf = (step: Step | null): string => (step === null ? '' : stepSentence(t, step));
  const [was, is] = [sentenceOf(row.before), sentenceOf(row.after)];
  return (
    <li className={cx('flex gap-3 px-5 py-1.5', LOOK[kind])}>
      <span aria-hidden="true" className="mono w-4 shrink-0 text-center font-bold">
        {SIGN[kind]}
      </span>
      <div className="min-w-0 flex-1 text-ink" style={{ paddingLeft: row.depth * 24 }}>
        {kind !== 'same' && <span className="sr-only">{tFlows(`compare.${kind}`)}: </span>}
        {kind === 'changed' && was !== is && <p className="text-muted line-through">{was}</p>}
        <p className={cx(kind === 'removed' && 'line-through')}>
          {row.after === null ? was : is}
          {row.moved && kind === 'changed' && <span className="text-muted"> · {tFlows('compare.moved')}</span>}
        </p>
        {row.fields.length > 0 && (
          <Fold label={tFlows('compare.fields', { count: row.fields.length })}>
            <Fields fields={row.fields} />
          </Fold>
        )}
      </div>
    </li>
  );
}

/** What changed from one version to another, step by step. Steps that this console does not know are left out of it. */
export function CompareView({ before, after }: { before: VersionDetail; after: VersionDetail }) {
  const { t } = useTranslation('flows');
  const rows = useMemo(() => {
    const [old, now] = [before, after].map(({ steps }) => flowStepsSchema.safeParse(steps).data ?? []);
    return diffSteps(old ?? [], now ?? []);
  }, [before, after]);
  const changes = rows.filter((row) => kindOf(row) !== 'same').length;
  return (
    <section aria-label={t('compare.title', { before: before.version, after: after.version })}>
      <header className="border-b border-line px-5 py-3">
        <h2 className="text-section font-bold">
          {t('compare.title', { before: before.version, after: after.version })}
        </h2>
        <p className="text-meta text-muted">
          {changes === 0 ? t('compare.none') : t('compare.count', { count: changes })}
        </p>
      </header>
      <ol className="py-1">
        {rows.map((row) => (
          <Row key={`${row.id} ${row.after === null}`} row={row} />
        ))}
      </ol>
    </section>
  );
}
