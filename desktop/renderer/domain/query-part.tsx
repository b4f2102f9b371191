import { AppError } from '@sri/shared/errors.ts';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/error-text.ts';
import { Banner } from '../ui/banner.tsx';
import { Button } from '../ui/button.tsx';
import { Delayed } from '../ui/delayed.tsx';
import { ErrorPart } from '../ui/error-part.tsx';
import { SkeletonRows } from '../ui/skeleton.tsx';

type Query<T> = Pick<UseQueryResult<T>, 'data' | 'error' | 'failureReason' | 'isPending' | 'refetch'>;

export interface QueryPartProps<T> {
  query: Query<T>;
  children: (data: T) => ReactNode;
  rows?: number;
  /** Instead of rows, where the part is no list. */
  skeleton?: ReactNode;
}

/**
 * One part of a screen that hangs on one answer: nothing for 150 ms, then rows of the real height. What failed says so at
 * the first failure, also while it is tried again by itself; what was there stays, with a word on why it is not renewed.
 */
export function QueryPart<T>({ query, children, rows = 8, skeleton }: QueryPartProps<T>) {
  const { t } = useTranslation();
  const fault = query.error ?? query.failureReason;
  if (query.data !== undefined) {
    return (
      <>
        {fault !== null && <Outdated fault={fault} onRetry={() => void query.refetch()} />}
        {children(query.data)}
      </>
    );
  }
  if (fault !== null) {
    return <FailedPart error={fault} onRetry={query.isPending ? undefined : () => void query.refetch()} />;
  }
  return (
    <div role="status" aria-label={t('loading')}>
      <Delayed>{skeleton ?? <SkeletonRows rows={rows} />}</Delayed>
    </div>
  );
}

/** Above what was read before. Of a lost connection the status bar tells. */
function Outdated({ fault, onRetry }: { fault: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const { t: tErrors } = useTranslation('errors');
  if (fault instanceof AppError && fault.code === 'server_unreachable') return null;
  return (
    <Banner
      kind="attention"
      action={
        <Button size="small" onClick={onRetry}>
          {t('retryNow')}
        </Button>
      }
    >
      {t('outdated', { why: errorText(tErrors, fault).title })}
    </Banner>
  );
}

/** Without `onRetry`: it is being tried again by itself. */
export function FailedPart({ error, onRetry }: { error: unknown; onRetry?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const { t: tErrors } = useTranslation('errors');
  const { title, hint, code } = errorText(tErrors, error);
  return (
    <ErrorPart
      title={title}
      hint={onRetry === undefined ? t('retrying') : hint}
      code={tErrors('withCode', { code })}
      action={onRetry !== undefined && <Button onClick={onRetry}>{t('retry')}</Button>}
    />
  );
}
