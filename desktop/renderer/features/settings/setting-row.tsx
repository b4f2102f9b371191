import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Saving } from './use-saving.ts';

export interface SettingRowProps {
  label: string;
  hint?: string | undefined;
  /** What is wrong with what was entered. */
  error?: string | undefined;
  /** Who decides on it, where it cannot be changed here. */
  locked?: string | undefined;
  saving?: Saving;
  children: ReactNode;
}

/** One setting: name, control, what it means; and whether it is saved. */
export function SettingRow({ label, hint, error, locked, saving, children }: SettingRowProps) {
  const { t } = useTranslation('settings');
  return (
    <div className="grid grid-cols-[176px_minmax(0,1fr)] items-start gap-x-6 border-b border-line py-3">
      <div className="py-1 font-semibold">{label}</div>
      <div className="flex flex-col items-start gap-1">
        <div className="flex w-full min-w-0 flex-wrap items-center gap-3">
          {children}
          <span role="status" className="text-meta text-muted">
            {saving === 'saving' && t('saving')}
            {saving === 'saved' && t('saved')}
          </span>
        </div>
        {error !== undefined && (
          <p role="alert" className="text-meta text-failure">
            {error}
          </p>
        )}
        {hint !== undefined && error === undefined && <p className="text-meta text-muted">{hint}</p>}
        {locked !== undefined && (
          <p className="flex items-center gap-1.5 text-meta text-muted">
            <Lock size={12} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
            {locked}
          </p>
        )}
      </div>
    </div>
  );
}
