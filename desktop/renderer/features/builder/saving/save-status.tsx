import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { errorText } from '../../../lib/error-text.ts';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { useNow } from '../../../lib/use-now.ts';
import { LinkButton } from '../../../ui/text-link.tsx';
import type { DraftSaver } from './draft-saver.ts';

/** Whether everything is saved, in words that stand still while one types. */
export function SaveStatus({ saver }: { saver: DraftSaver }) {
  const { t } = useTranslation('builder');
  const { t: tErrors } = useTranslation('errors');
  const format = useFormat();
  const now = useNow();
  const state = useStore(saver.state);
  const calm = 'text-meta text-muted';
  switch (state.kind) {
    case 'saved':
      return (
        <span className={calm}>
          {state.at === null
            ? t('save.savedNow')
            : t('save.saved', { when: format.relative(Math.min(state.at, now), now) })}
        </span>
      );
    case 'pending':
    case 'saving':
      return <span className={calm}>{t(`save.${state.kind}`)}</span>;
    case 'kept':
    case 'conflict':
      return <span className="text-meta text-attention">{t(`save.${state.kind}`)}</span>;
    case 'failed':
      return (
        <span className="text-meta text-failure">
          {t('save.failed', { why: errorText(tErrors, state.error).title })}{' '}
          <LinkButton onClick={() => void saver.saveNow()}>{t('save.retry')}</LinkButton>
        </span>
      );
    default:
      return state satisfies never;
  }
}
