import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/preferences-context.tsx';
import type { RowFault } from './read-rows.ts';

/** What is wrong with a value and what would be right, in words. */
export function useFaultText(): (fault: RowFault['fault'], text: string) => string {
  const { t } = useTranslation('run');
  const format = useFormat();
  return (fault, text) => {
    if (fault === 'missing') return t('fault.missing');
    if (fault === 'boolean') return t('fault.boolean');
    if (fault === 'ambiguous') return t('fault.ambiguous', { text });
    if (fault === 'number')
      return t('fault.number', {
        example: new Intl.NumberFormat(format.locale, { useGrouping: false }).format(1234.5),
      });
    return t('fault.date', { example: new Intl.DateTimeFormat(format.locale).format(new Date(2026, 0, 31)) });
  };
}
