import type { JobError } from '@sri/shared/errors.ts';
import { useTranslation } from 'react-i18next';
import { errorText } from '../lib/error-text.ts';

/** What stopped a step: in the reader's words by its code, then as the robot wrote it, which is in the robot's language. */
export function FaultLine({ error }: { error: Pick<JobError, 'code' | 'message' | 'hint'> }) {
  const { t } = useTranslation('errors');
  const { title } = errorText(t, error);
  if (title === error.message) return title;
  return (
    <>
      {title} <span lang="es">{error.message}</span>
    </>
  );
}
