import { Plus, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { targetName } from '../../../../domain/target-name.ts';
import { Button } from '../../../../ui/button.tsx';
import { Fold } from '../../../../ui/fold.tsx';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { PlainInput } from '../controls/plain-input.tsx';
import { useStepForm, type Path } from '../form-context.tsx';
import { CandidateRow, type Loose } from './candidate-row.tsx';
import { strengthOfAll } from './strength.ts';

interface LooseTarget {
  candidates: Loose[];
  frame: unknown[];
  name: string;
}

/** A target as it stands, in the long form: a plain text is one way, by CSS. */
function openTarget(value: unknown): LooseTarget {
  if (typeof value === 'string') {
    return { candidates: value === '' ? [] : [{ by: 'css', value }], frame: [], name: '' };
  }
  const { candidates, frame, name } = (value ?? {}) as Record<string, unknown>;
  return {
    candidates: Array.isArray(candidates) ? (candidates as Loose[]) : [],
    frame: Array.isArray(frame) ? (frame as unknown[]) : [],
    name: typeof name === 'string' ? name : '',
  };
}

function Frames({ frame, onChange }: { frame: readonly unknown[]; onChange: (frame: unknown[]) => void }) {
  const { t } = useTranslation('builder');
  const { readOnly } = useStepForm();
  return (
    <Fold label={t('target.frames')} defaultOpen={frame.length > 0}>
      <div className="flex flex-col gap-1.5">
        <p className="text-meta text-muted">{t('target.framesHint')}</p>
        {frame.map((one, index) => (
          <div key={index} className="flex items-center gap-1">
            {typeof one === 'string' ? (
              <PlainInput
                mono
                aria-label={t('target.frame', { number: index + 1 })}
                placeholder="iframe[name=principal]"
                value={one}
                onChange={(next) => onChange(frame.with(index, next))}
              />
            ) : (
              <span className="min-w-0 flex-1 truncate">{targetName(one as never)}</span>
            )}
            {!readOnly && (
              <IconButton
                label={t('removeItem', { number: index + 1 })}
                icon={<X size={14} strokeWidth={1.75} />}
                onClick={() => onChange(frame.filter((_, at) => at !== index))}
              />
            )}
          </div>
        ))}
        {!readOnly && (
          <Button size="small" className="self-start" onClick={() => onChange([...frame, ''])}>
            {t('target.addFrame')}
          </Button>
        )}
      </div>
    </Fold>
  );
}

/** In which element a step acts: ways of finding it, in the order in which they are tried. */
export function TargetEditor({ value, path }: { value: unknown; path: Path }) {
  const { t } = useTranslation('builder');
  const { set, readOnly } = useStepForm();
  const target = openTarget(value);
  const { candidates, frame } = target;

  function write(next: Partial<LooseTarget>): void {
    const { candidates, frame, name } = { ...target, ...next };
    const [first] = candidates;
    if (first === undefined && frame.length === 0) return set(path, undefined);
    // What was written in short stays so while it can.
    const isShort = candidates.length === 1 && first?.by === 'css' && frame.length === 0 && name === '';
    if (isShort && typeof value === 'string') return set(path, first['value']);
    set(path, { candidates, ...(frame.length > 0 && { frame }), ...(name !== '' && { name }) });
    return undefined;
  }
  function move(index: number, by: 1 | -1): void {
    const order = [...candidates];
    const [moved] = order.splice(index, 1);
    if (moved !== undefined) order.splice(index + by, 0, moved);
    write({ candidates: order });
  }

  return (
    <div className="flex min-w-0 flex-col gap-2">
      {candidates.length > 1 && <p className="text-meta text-muted">{t('target.order')}</p>}
      {candidates.length > 0 && (
        <ol className="flex flex-col gap-1.5">
          {candidates.map((candidate, index) => (
            <CandidateRow
              key={index}
              candidate={candidate}
              number={index + 1}
              count={candidates.length}
              onChange={(next) => write({ candidates: candidates.with(index, next) })}
              onMove={(by) => move(index, by)}
              onRemove={() => write({ candidates: candidates.filter((_, at) => at !== index) })}
            />
          ))}
        </ol>
      )}
      {candidates.length > 0 && strengthOfAll(candidates as never) === 'fragile' && (
        <p className="text-meta text-attention">{t('target.fragileText')}</p>
      )}
      {!readOnly && (
        <Button
          size="small"
          className="self-start"
          icon={<Plus size={12} strokeWidth={1.75} />}
          onClick={() => write({ candidates: [...candidates, { by: 'role', role: 'button', name: '' }] })}
        >
          {t(candidates.length === 0 ? 'target.first' : 'target.add')}
        </Button>
      )}
      {candidates.length > 0 && <Frames frame={frame} onChange={(next) => write({ frame: next })} />}
    </div>
  );
}
