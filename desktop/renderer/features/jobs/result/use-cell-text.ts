import { useMemo } from 'react';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { savedText } from './saved-data.ts';

/** Text of a portal is shown as it came; a number with the reader's decimal sign, ungrouped, for it may be an identifier. */
export function useCellText(): (value: unknown) => string {
  const { locale } = useFormat();
  return useMemo(() => {
    const numbers = new Intl.NumberFormat(locale, { useGrouping: false, maximumFractionDigits: 20 });
    return (value) => (typeof value === 'number' ? numbers.format(value) : savedText(value));
  }, [locale]);
}
