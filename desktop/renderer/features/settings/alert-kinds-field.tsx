import { alertKindSchema, type AlertKind } from '@sri/shared/model/alert.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Checkbox } from '../../ui/checkbox.tsx';
import { SettingRow } from './setting-row.tsx';
import { useSave, type FieldProps } from './use-save.ts';

export const ALERT_KINDS = alertKindSchema.options;

function withKind(kinds: readonly AlertKind[], kind: AlertKind, on: boolean): AlertKind[] {
  return ALERT_KINDS.filter((one) => (one === kind ? on : kinds.includes(one)));
}

/** Some of the kinds of alerts. `hidden` ones are not offered, and stay as they are. */
export function AlertKindsField({
  label,
  hint,
  hidden = [],
  ...field
}: FieldProps<AlertKind[]> & { label: string; hint: string; hidden?: readonly AlertKind[] }) {
  const { t } = useTranslation('settings');
  const { value, locked } = field;
  const { saving, commit } = useSave(field);
  // What is ticked counts at once: a second tick must not undo one that is still being saved.
  const [ticked, setTicked] = useState<readonly AlertKind[]>(value);
  const offered = ALERT_KINDS.filter((kind) => !hidden.includes(kind));

  async function tick(kind: AlertKind, on: boolean): Promise<void> {
    const next = withKind(ticked, kind, on);
    setTicked(next);
    if (!(await commit(next))) setTicked((now) => withKind(now, kind, !on));
  }

  return (
    <SettingRow label={label} hint={hint} saving={saving} locked={locked}>
      <fieldset aria-label={label} className="flex flex-col">
        {offered.map((kind) => (
          <Checkbox
            key={kind}
            label={t(`alerts.kind.${kind}`)}
            checked={ticked.includes(kind)}
            disabled={locked !== undefined}
            onChange={(on) => void tick(kind, on)}
          />
        ))}
      </fieldset>
    </SettingRow>
  );
}
