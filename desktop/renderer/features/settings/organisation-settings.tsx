import { MOST_QUEUED, type OrgSettings } from '@sri/shared/protocol/api/settings.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useAct } from '../../domain/use-act.ts';
import { useFormat, usePreferences } from '../../lib/preferences-context.tsx';
import { useApi } from '../../lib/use-api.ts';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { SettingRow } from './setting-row.tsx';
import { useLocked } from './use-locked.ts';
import { useSave, type FieldProps } from './use-save.ts';

const ZONES = Intl.supportedValuesOf('timeZone').filter(
  (zone) => zone.startsWith('America/') || zone === 'Europe/Madrid',
);

function NameField(props: FieldProps<string>) {
  const { t } = useTranslation('settings');
  const { value, locked } = props;
  const { saving, commit } = useSave(props);
  const [text, setText] = useState(value);
  const empty = text.trim() === '';
  return (
    <SettingRow label={t('name')} saving={saving} locked={locked} error={empty ? t('nameMissing') : undefined}>
      <TextInput
        aria-label={t('name')}
        value={text}
        maxLength={200}
        disabled={locked !== undefined}
        className="max-w-sm"
        onValueChange={(next) => setText(next)}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        onBlur={() => !empty && void commit(text.trim())}
      />
    </SettingRow>
  );
}

function ZoneField(props: FieldProps<string>) {
  const { t } = useTranslation('settings');
  const { value, locked } = props;
  const { saving, commit } = useSave(props);
  const { region } = usePreferences();
  const zones = ZONES.includes(value) ? ZONES : [value, ...ZONES];
  const now = new Intl.DateTimeFormat(region === 'US' ? 'en-US' : 'es', { timeZone: value, timeStyle: 'short' });
  return (
    <SettingRow
      label={t('zone')}
      hint={t('zoneHint', { time: now.format(Date.now()) })}
      saving={saving}
      locked={locked}
    >
      {locked === undefined ? (
        <Select
          aria-label={t('zone')}
          value={value}
          onChange={(next) => void commit(next)}
          choices={zones.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))}
          className="w-80"
        />
      ) : (
        <span className="py-1">{value.replaceAll('_', ' ')}</span>
      )}
    </SettingRow>
  );
}

function QueuedField(props: FieldProps<number>) {
  const { t } = useTranslation('settings');
  const format = useFormat();
  const { value, locked } = props;
  const { saving, commit } = useSave(props);
  const [number, setNumber] = useState<number | null>(value);
  return (
    <SettingRow
      label={t('maxQueued')}
      hint={t('maxQueuedHint', { most: format.number(MOST_QUEUED) })}
      saving={saving}
      locked={locked}
    >
      {locked === undefined ? (
        <span onBlur={() => number !== null && void commit(number)}>
          <NumberInput
            aria-label={t('maxQueued')}
            value={number}
            min={1}
            max={MOST_QUEUED}
            locale={format.locale}
            onChange={setNumber}
          />
        </span>
      ) : (
        <span className="py-1">{format.number(value)}</span>
      )}
    </SettingRow>
  );
}

/** The organisation's setting of that name, saved when the field is left. */
export function OrganisationRow({ name }: { name: keyof OrgSettings }) {
  const settings = useApi('getSettings', {});
  const locked = useLocked();
  const { act } = useAct();
  const save = async (change: Partial<OrgSettings>): Promise<boolean> =>
    (await act('changeSettings', { body: change }, { renews: ['getSettings', 'getMe'] })) !== null;
  return (
    <QueryPart query={settings} rows={1}>
      {({ name: orgName, timeZone, maxQueued }) => {
        if (name === 'name')
          return <NameField value={orgName} locked={locked} save={(value) => save({ name: value })} />;
        if (name === 'timeZone') {
          return <ZoneField value={timeZone} locked={locked} save={(value) => save({ timeZone: value })} />;
        }
        return <QueuedField value={maxQueued} locked={locked} save={(value) => save({ maxQueued: value })} />;
      }}
    </QueryPart>
  );
}
