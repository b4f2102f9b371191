import { Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';
import { AccountMenu } from './account-menu.tsx';

export interface TopBarProps {
  orgName: string;
  userName: string;
  onPalette: () => void;
  onHelp: () => void;
  onSignOut: () => void;
}

/** Organisation, the way to everything, and the person. */
export function TopBar({ orgName, userName, onPalette, onHelp, onSignOut }: TopBarProps) {
  const { t } = useTranslation('shell');
  return (
    <header className="grid h-10 shrink-0 grid-cols-[1fr_minmax(240px,420px)_1fr] items-center gap-4 border-b border-line bg-sunken px-3">
      <div className="flex min-w-0 items-baseline gap-3">
        <span className="text-section font-bold">SRI</span>
        <span className="truncate text-body text-muted">{orgName}</span>
      </div>
      <button
        type="button"
        onClick={onPalette}
        className="flex h-7 min-w-0 items-center gap-2 rounded-control border border-line bg-surface px-2 text-body text-muted hover:border-line-strong"
      >
        <Search size={14} strokeWidth={1.75} aria-hidden="true" className="shrink-0" />
        <span className="min-w-0 flex-1 truncate text-left">{t('palette.open')}</span>
        <Kbd keys={['Ctrl', 'K']} />
      </button>
      <div className="flex items-center justify-end gap-2">
        <AccountMenu userName={userName} onHelp={onHelp} onSignOut={onSignOut} />
      </div>
    </header>
  );
}
