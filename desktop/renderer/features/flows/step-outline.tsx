import { useTranslation } from 'react-i18next';
import { stepLines } from '../../domain/step-sentence.ts';
import { cx } from '../../ui/cx.ts';

/** The steps of a version as sentences along one line; what stands inside another step is set in. */
export function StepOutline({ steps, label }: { steps: readonly unknown[]; label: string }) {
  const { t } = useTranslation('steps');
  return (
    <ol aria-label={label} className="relative ml-7 border-l-2 border-line-strong py-1">
      {stepLines(t, steps).map(({ key, sentence, depth, type, disabled, saveAs }) => (
        <li
          key={key}
          className="relative flex min-h-8 items-center gap-2 pr-5"
          style={{ paddingLeft: 16 + depth * 24 }}
        >
          {type !== null && (
            <span
              aria-hidden="true"
              className="absolute -left-[5px] size-2 rounded-full border-2 border-line-strong bg-surface"
            />
          )}
          <span className={cx('min-w-0 py-1', type === null && 'text-muted', disabled && 'text-muted line-through')}>
            {sentence}
          </span>
          {saveAs !== null && <span className="text-meta text-muted">{t('saved', { name: saveAs })}</span>}
          {disabled && <span className="text-meta text-muted">{t('disabled')}</span>}
        </li>
      ))}
    </ol>
  );
}
