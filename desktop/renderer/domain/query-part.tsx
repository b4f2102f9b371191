import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/error-text.ts';
import { Button } from '../ui/button.tsx';
import { Delayed } from '../ui/delayed.tsx';
import { ErrorPart } from '../ui/error-part.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';

export interface QueryPartProps<T> {
  query: Pick<UseQueryResult<T>, 'data' | 'error' | 'isPending' | 'refetch'>;
  children: (data: T) => ReactNode;
  rows?: number;
  /** Instead of rows, where the part is no list. */
  skeleton?: ReactNode;
}

/**
 * One part of a screen that hangs on one answer: nothing for 150 ms, then rows of the real height; what failed says so
 * with a way to try again; what was there stays while it is renewed.
 */
export function QueryPart<T>({ query, children, rows = 8, skeleton }: QueryPartProps<T>) {
  const { t } = useTranslation();
  if (query.data !== undefined) return children(query.data);
  if (query.isPending) {
    return (
      <div role="status" aria-label={t('loading')}>
        <Delayed>{skeleton ?? <SkeletonRows rows={rows} />}</Delayed>
      </div>
    );
  }
  return <FailedPart error={query.error} onRetry={() => void query.refetch()} />;
}

export function FailedPart({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { t: tErrors } = useTranslation('errors');
  const { title, hint, code } = errorText(tErrors, error);
  return (
    <ErrorPart
      title={title}
      hint={hint}
      code={tErrors('withCode', { code })}
      action={<Button onClick={onRetry}>{t('retry')}</Button>}
    />
  );
}
