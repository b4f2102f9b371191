import type { Timing } from '@sri/shared/model/schedule.ts';
import { cronOf, timingOf } from '@sri/shared/schedules/timing-cron.ts';
import { toString } from 'cronstrue';
import 'cronstrue/locales/es.js';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../../lib/preferences-context.tsx';
import { Field } from '../../ui/field.tsx';
import { TextInput } from '../../ui/text-input.tsx';

function inWords(cron: string, language: string): string | undefined {
  try {
    return toString(cron, { locale: language, use24HourTimeFormat: true });
  } catch {
    return undefined;
  }
}

/** The sentence as a cron expression, and the other way round: what is typed here changes the sentence. */
export function CronField({ timing, onChange }: { timing: Timing; onChange: (timing: Timing) => void }) {
  const { t } = useTranslation('schedules');
  const { language } = usePreferences();
  const cron = cronOf(timing);
  // What was typed, as long as it means the timing: `0 6 * * 7` and `0 6 * * 0` are one.
  const [typed, setTyped] = useState<string | null>(null);
  const fits = typed !== null && JSON.stringify(timingOf(typed)) === JSON.stringify(timing);
  const shown = fits ? typed : (cron ?? '');
  return (
    <Field
      label={t('cron.label')}
      hint={cron === null ? t('cron.several') : (inWords(shown, language) ?? t('cron.hint'))}
    >
      <TextInput
        value={shown}
        spellCheck={false}
        autoComplete="off"
        maxLength={100}
        onValueChange={(text) => {
          setTyped(text);
          onChange(timingOf(text));
        }}
        className="mono"
      />
    </Field>
  );
}
