import type { FieldError } from 'react-hook-form';
import { useTranslation } from 'react-i18next';

const FAULTS = ['required', 'email', 'short', 'long'] as const;

/** Turns a field's fault, named in the form's schema, into words. */
export function useFieldFault(): (error: FieldError | undefined) => string | undefined {
  const { t } = useTranslation('account');
  return (error) => {
    if (error === undefined) return undefined;
    const known = FAULTS.find((name) => name === error.message);
    return known === undefined ? t('fault.required') : t(`fault.${known}`);
  };
}
