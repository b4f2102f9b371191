import type { SessionRules } from '@sri/shared/model/session-life.ts';
import type { Portal } from '@sri/shared/protocol/api/providers.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { QueryPart } from '../../domain/query-part.tsx';
import { useAct } from '../../domain/use-act.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { NumberInput } from '../../ui/number-input.tsx';
import { Select } from '../../ui/select.tsx';

const PACES = [0, 15, 60, 180, 360, 720, 1440, 10_080] as const;

interface FormProps {
  rules: SessionRules;
  busy: boolean;
  onClose: () => void;
  onSave: (rules: SessionRules) => void;
}

function RulesForm({ rules, busy, onClose, onSave }: FormProps) {
  const { t } = useTranslation('portals');
  const { t: tCommon } = useTranslation();
  const [pace, setPace] = useState(rules.checkEveryMinutes);
  const [refusals, setRefusals] = useState<number | null>(rules.maxRefusals);
  const paces = [...new Set<number>([...PACES, rules.checkEveryMinutes])].toSorted((a, b) => a - b);
  const word = (minutes: number): string => {
    if (minutes === 0) return t('rules.never');
    if (minutes % 1440 === 0) return t('rules.days', { count: minutes / 1440 });
    return minutes % 60 === 0 ? t('rules.hours', { count: minutes / 60 }) : t('rules.minutes', { count: minutes });
  };
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        onSave({ checkEveryMinutes: pace, maxRefusals: refusals ?? rules.maxRefusals });
      }}
    >
      <Field label={t('rules.pace')} hint={t('rules.paceHint')}>
        <Select
          aria-label={t('rules.pace')}
          value={String(pace)}
          onChange={(next) => setPace(Number(next))}
          choices={paces.map((minutes) => ({ value: String(minutes), label: word(minutes) }))}
        />
      </Field>
      <Field label={t('rules.refusals')} hint={t('rules.refusalsHint')}>
        <NumberInput aria-label={t('rules.refusals')} value={refusals} min={1} max={10} onChange={setRefusals} />
      </Field>
      <div className="flex justify-end gap-2">
        <Button type="button" onClick={onClose}>
          {tCommon('cancel')}
        </Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t('form.save')}
        </Button>
      </div>
    </form>
  );
}

/** How often robots try the sessions of a portal, and when they stop to try to log in. */
export function SessionRulesDialog({ portal, onClose }: { portal: Portal; onClose: () => void }) {
  const { t } = useTranslation('portals');
  const { act, busy } = useAct();
  const params = { providerId: portal.id };
  const query = useApi('getSessionRules', { params });
  const save = async (body: SessionRules): Promise<void> => {
    const renews = ['getSessionRules', 'listSessions'] as const;
    const saved = await act('putSessionRules', { params, body }, { done: t('form.saved'), renews });
    if (saved !== null) onClose();
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={t('rules.title', { portal: portal.name })}>
      <QueryPart query={query}>
        {(rules) => <RulesForm rules={rules} busy={busy} onClose={onClose} onSave={(next) => void save(next)} />}
      </QueryPart>
    </Dialog>
  );
}
