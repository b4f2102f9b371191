import type { AlertLanguage } from '@sri/shared/model/alert.ts';
import { MOST_QUEUE_MINUTES, type AlertSettings } from '@sri/shared/protocol/api/alerts.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useAct } from '../../domain/use-act.ts';
import { LANGUAGES } from '../../lib/format.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { Banner } from '../../ui/banner.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import { AlertEmailsField } from './alert-emails-field.tsx';
import { ALERT_KINDS, AlertKindsField } from './alert-kinds-field.tsx';
import { SettingRow } from './setting-row.tsx';
import { useLocked } from './use-locked.ts';
import { useSave, type FieldProps } from './use-save.ts';

function MinutesField(props: FieldProps<number>) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { value, locked } = props;
  const { saving, commit } = useSave(props);
  const [minutes, setMinutes] = useState<number | null>(value);
  return (
    <SettingRow label={t('alerts.minutes')} hint={t('alerts.minutesHint')} saving={saving} locked={locked}>
      {locked === undefined ? (
        <span onBlur={() => minutes !== null && void commit(minutes)}>
          <NumberInput
            aria-label={t('alerts.minutes')}
            value={minutes}
            min={1}
            max={MOST_QUEUE_MINUTES}
            locale={format.locale}
            onChange={setMinutes}
          />
        </span>
      ) : (
        <span className="py-1">{format.number(value)}</span>
      )}
    </SettingRow>
  );
}

function LanguageField(props: FieldProps<AlertLanguage>) {
  const { t } = useTranslation('settings');
  const { t: tShell } = useTranslation('shell');
  const { value, locked } = props;
  const { saving, commit } = useSave(props);
  return (
    <SettingRow label={t('alerts.language')} saving={saving} locked={locked}>
      {locked === undefined ? (
        <ToggleGroup
          aria-label={t('alerts.language')}
          value={value}
          onChange={(next) => void commit(next)}
          choices={LANGUAGES.map((one) => ({ value: one, label: tShell(`language.${one}`) }))}
        />
      ) : (
        <span className="py-1">{tShell(`language.${value}`)}</span>
      )}
    </SettingRow>
  );
}

/** What the organisation is warned of, or who gets it by e-mail. */
export function AlertRow({ name }: { name: Exclude<keyof AlertSettings, 'emailReady'> }) {
  const { t } = useTranslation('settings');
  const settings = useApi('getAlertSettings', {});
  const locked = useLocked();
  const { act } = useAct();
  const save = async (body: Partial<Omit<AlertSettings, 'emailReady'>>): Promise<boolean> =>
    (await act('changeAlertSettings', { body }, { renews: ['getAlertSettings', 'listAlerts'] })) !== null;
  return (
    <QueryPart query={settings} rows={1}>
      {({ offKinds, emails, emailKinds, language, queueMinutes, emailReady }) => {
        if (name === 'offKinds') {
          return (
            <AlertKindsField
              label={t('alerts.kinds')}
              hint={t('alerts.kindsHint')}
              value={ALERT_KINDS.filter((kind) => !offKinds.includes(kind))}
              locked={locked}
              save={(on) => save({ offKinds: ALERT_KINDS.filter((kind) => !on.includes(kind)) })}
            />
          );
        }
        if (name === 'queueMinutes') {
          return <MinutesField value={queueMinutes} locked={locked} save={(value) => save({ queueMinutes: value })} />;
        }
        if (name === 'emails') {
          return (
            <>
              {!emailReady && <Banner kind="attention">{t('alerts.noMail')}</Banner>}
              <AlertEmailsField value={emails} locked={locked} save={(value) => save({ emails: value })} />
            </>
          );
        }
        if (name === 'emailKinds') {
          return (
            <AlertKindsField
              label={t('alerts.emailKinds')}
              hint={t('alerts.emailKindsHint')}
              hidden={offKinds}
              value={emailKinds}
              locked={locked}
              save={(value) => save({ emailKinds: value })}
            />
          );
        }
        return <LanguageField value={language} locked={locked} save={(value) => save({ language: value })} />;
      }}
    </QueryPart>
  );
}
