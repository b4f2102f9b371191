import { useTranslation } from 'react-i18next';
import { Button } from '../../ui/button.tsx';
import type { CaptureActs } from './capture-acts.ts';

/** Step 2: the next click on the page points at what is only there after signing in. */
export function MarkStep({ acts }: { acts: CaptureActs }) {
  const { t } = useTranslation('capture');
  return (
    <>
      <p>{t('mark.text')}</p>
      <div className="flex flex-wrap gap-2">
        <Button onClick={acts.skipMark}>{t('mark.skip')}</Button>
        <Button variant="quiet" onClick={acts.signInAgain}>
          {t('mark.again')}
        </Button>
      </div>
      <p className="text-meta text-muted">{t('mark.skipHint')}</p>
    </>
  );
}
