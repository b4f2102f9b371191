import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button.tsx';
import { useBuilder, useBuilderState } from '../builder-context.tsx';
import type { DraftStep } from '../document/flow-document.ts';
import { toInput } from './to-input.ts';

/** Whether what was noticed still holds of the step as it is now. */
function stillHolds(flag: string, step: DraftStep): boolean {
  if (flag === 'secret') return step['secret'] === '';
  if (flag === 'input') return typeof step['value'] === 'string' && !step['value'].includes('{{');
  return true;
}

/** What the recorder noticed at a step and a person should look at, and what was read where they pointed. */
export function RecordedNotes({ step }: { step: DraftStep }) {
  const { t } = useTranslation('builder');
  const { store, readOnly } = useBuilder();
  const told = useBuilderState(({ recorded }) => recorded.get(step.id));
  if (told === undefined) return null;
  const flags = told.flags.filter((flag) => stillHolds(flag, step));
  const isFragile = told.strength === 'fragile' && !flags.includes('ambiguous');
  return (
    <div className="flex flex-col gap-2 px-4 pb-3">
      {flags.map((flag) => (
        <div key={flag} className="flex flex-col items-start gap-1.5 rounded-control bg-attention-soft px-3 py-2">
          <p>{t(`recording.note.${flag}`)}</p>
          {flag === 'input' && !readOnly && (
            <Button size="small" onClick={() => store.commit(toInput(store.getState().document, step.id, ['value']))}>
              {t('recording.note.toInput')}
            </Button>
          )}
        </div>
      ))}
      {isFragile && <p className="rounded-control bg-attention-soft px-3 py-2">{t('recording.note.fragile')}</p>}
      {told.sample !== undefined && told.sample.length > 0 && (
        <figure className="overflow-x-auto rounded-control border border-line">
          <figcaption className="border-b border-line px-2 py-1 text-caption text-muted">
            {t('recording.note.sample')}
          </figcaption>
          <table className="text-meta">
            <tbody>
              {told.sample.map((row, index) => (
                <tr key={index} className="border-b border-line last:border-0">
                  {row.map((cell, column) => (
                    <td key={column} className="max-w-40 truncate px-2 py-1 whitespace-nowrap">
                      {cell}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </figure>
      )}
    </div>
  );
}
