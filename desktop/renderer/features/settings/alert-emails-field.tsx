import { alertEmailSchema, MOST_ALERT_EMAILS } from '@sri/shared/protocol/api/alerts.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/preferences-context.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { SettingRow } from './setting-row.tsx';
import { useSave, type FieldProps } from './use-save.ts';

/** The addresses of a text, each once; separated by lines, spaces, commas or semicolons, as they are pasted. */
function addressesOf(text: string): string[] {
  return [...new Set(text.split(/[\s,;]+/).filter((part) => part !== ''))];
}

/** Who gets e-mail, one address per line; saved when the field is left. */
export function AlertEmailsField(props: FieldProps<string[]>) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { value, locked } = props;
  const { saving, commit } = useSave(props);
  const [text, setText] = useState(value.join('\n'));
  const [error, setError] = useState<string>();

  function leave(): void {
    const addresses = addressesOf(text);
    const bad = addresses.find((address) => !alertEmailSchema.safeParse(address).success);
    if (bad !== undefined) return setError(t('alerts.emailBad', { address: bad }));
    if (addresses.length > MOST_ALERT_EMAILS) {
      return setError(t('alerts.emailsMany', { most: format.number(MOST_ALERT_EMAILS) }));
    }
    setText(addresses.join('\n'));
    if (addresses.join() !== value.join()) void commit(addresses);
  }

  return (
    <SettingRow
      label={t('alerts.emails')}
      hint={t('alerts.emailsHint', { most: format.number(MOST_ALERT_EMAILS) })}
      error={error}
      saving={saving}
      locked={locked}
    >
      {locked === undefined ? (
        <TextArea
          aria-label={t('alerts.emails')}
          aria-invalid={error !== undefined}
          value={text}
          rows={2}
          spellCheck={false}
          className="max-w-sm"
          onValueChange={(next) => {
            setText(next);
            setError(undefined);
          }}
          onBlur={leave}
        />
      ) : (
        <span className="py-1 whitespace-pre-line">{value.length === 0 ? t('alerts.nobody') : value.join('\n')}</span>
      )}
    </SettingRow>
  );
}
