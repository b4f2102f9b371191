import { useTranslation } from 'react-i18next';
import { Button } from '../ui/button.tsx';
import { CodeBlock } from '../ui/code-block.tsx';
import { ErrorPart } from '../ui/error-part.tsx';
import { Fold } from '../ui/fold.tsx';

/** In the place of a screen that failed: what happened, the way on, and what to hand to who mends it. */
export function BrokenScreen({ error }: { error: unknown }) {
  const { t } = useTranslation('shell');
  const { t: tCommon } = useTranslation();
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return (
    <div className="flex max-w-3xl flex-col pt-4">
      <ErrorPart
        title={t('broken.title')}
        hint={t('broken.text')}
        action={<Button onClick={() => location.reload()}>{tCommon('reload')}</Button>}
      />
      <div className="px-5">
        <Fold label={tCommon('details')}>
          <CodeBlock label={tCommon('details')} code={detail} />
        </Fold>
      </div>
    </div>
  );
}
