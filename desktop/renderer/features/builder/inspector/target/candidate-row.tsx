import { EllipsisVertical } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Combobox } from '../../../../ui/combobox.tsx';
import { cx } from '../../../../ui/cx.ts';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Menu } from '../../../../ui/menu.tsx';
import { Select } from '../../../../ui/select.tsx';
import { asText } from '../../schema/as-text.ts';
import { useStepForm } from '../form-context.tsx';
import { PlainInput } from '../controls/plain-input.tsx';
import { strengthOf, type Strength } from './strength.ts';
import { CANDIDATE_FIELDS, ROLES, WAYS, type Way } from './ways.ts';

export type Loose = Record<string, unknown> & { by?: string };

const INK: Record<Strength, string> = {
  strong: 'bg-success-soft text-success',
  medium: 'bg-sunken text-muted',
  fragile: 'bg-attention-soft text-attention',
};

export function StrengthMark({ strength }: { strength: Strength }) {
  const { t } = useTranslation('builder');
  return (
    <span
      className={cx(
        'inline-flex h-5 shrink-0 items-center rounded-control px-1.5 text-meta font-semibold',
        INK[strength],
      )}
    >
      {t(`target.strength.${strength}`)}
    </span>
  );
}

export interface CandidateRowProps {
  candidate: Loose;
  number: number;
  count: number;
  onChange: (candidate: Loose) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** One way of finding an element: what it goes by, its words, how well it holds, and its place in the order. */
export function CandidateRow({ candidate, number, count, onChange, onMove, onRemove }: CandidateRowProps) {
  const { t } = useTranslation('builder');
  const { readOnly } = useStepForm();
  const by = WAYS.find((way) => way === candidate.by) ?? 'css';
  const roles = ROLES.map((role) => ({ value: role as string, label: t(`target.roleName.${role}`) }));
  const role = asText(candidate['role']);
  const known =
    roles.some(({ value }) => value === role) || role === '' ? roles : [{ value: role, label: role }, ...roles];

  function change(next: Way): void {
    const value = asText(candidate['value'] ?? candidate['name']);
    const begin: Loose = next === 'role' ? { by: next, role: 'button', name: value } : { by: next, value };
    if (next === 'anchored') onChange({ by: next, anchor: '', value });
    else onChange(next === 'point' ? { ...begin, x: 0, y: 0 } : begin);
  }

  return (
    <li
      className="flex flex-col gap-1.5 rounded-control border border-line p-2"
      aria-label={t('target.way', { number })}
    >
      <div className="flex items-center gap-1.5">
        <Select
          aria-label={t('target.way', { number })}
          value={by}
          disabled={readOnly}
          onChange={change}
          choices={WAYS.map((way) => ({ value: way, label: t(`target.by.${way}`) }))}
          className="min-w-0 flex-1"
        />
        <StrengthMark strength={strengthOf(candidate as never)} />
        {!readOnly && (
          <Menu
            trigger={
              <IconButton
                label={t('target.more', { number })}
                icon={<EllipsisVertical size={14} strokeWidth={1.75} />}
              />
            }
            entries={[
              { kind: 'act', label: t('target.up', { number }), disabled: number === 1, onSelect: () => onMove(-1) },
              {
                kind: 'act',
                label: t('target.down', { number }),
                disabled: number === count,
                onSelect: () => onMove(1),
              },
              { kind: 'act', label: t('target.remove', { number }), danger: true, onSelect: onRemove },
            ]}
          />
        )}
      </div>
      {by === 'role' && (
        <Combobox
          aria-label={t('target.role')}
          placeholder={t('target.role')}
          value={role === '' ? null : role}
          onChange={(next) => !readOnly && onChange({ ...candidate, role: next ?? '' })}
          choices={known}
          className="w-full"
        />
      )}
      {CANDIDATE_FIELDS[by].map(({ name, label, isNumber, isOptional }) => (
        <PlainInput
          key={name}
          aria-label={t(`target.${label}`)}
          placeholder={t(`target.${label}`)}
          mono={by === 'css' || by === 'xpath'}
          value={asText(candidate[name])}
          onChange={(next) => {
            const { [name]: _before, ...rest } = candidate;
            if (next === '' && isOptional) onChange(rest);
            else onChange({ ...candidate, [name]: isNumber ? Number(next) || 0 : next });
          }}
        />
      ))}
    </li>
  );
}
