import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Keeping } from '../../contract/app.ts';
import type { ConnectionState } from '../../contract/live.ts';
import { Sidebar } from './sidebar.tsx';
import { StatusBar, type Environment } from './status-bar.tsx';
import { TopBar } from './top-bar.tsx';
import type { Counts } from './use-counts.ts';
import { useMedia } from './use-media.ts';

export interface FrameProps {
  orgName: string;
  userName: string;
  counts: Counts;
  connection: ConnectionState;
  environment: Environment;
  keeping?: Keeping | undefined;
  banner?: ReactNode;
  /** What is shown needs the sidebar's room. */
  needsRoom?: boolean;
  onRetry: () => void;
  onPalette: () => void;
  onHelp: () => void;
  onSignOut: () => void;
  children: ReactNode;
}

/** The window: top bar, sidebar (a rail under 1180 px, or where a screen needs the room), content, status bar. Knows no server. */
export function Frame({
  counts,
  connection,
  environment,
  keeping,
  banner,
  needsRoom = false,
  onRetry,
  children,
  ...top
}: FrameProps) {
  const { t } = useTranslation('shell');
  const isNarrow = useMedia('(max-width: 1179px)');
  return (
    <div className="flex h-full flex-col">
      <a
        href="#contenido"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-raised focus:p-2"
        onClick={(event) => {
          event.preventDefault();
          document.querySelector<HTMLElement>('#contenido')?.focus();
        }}
      >
        {t('skip')}
      </a>
      <TopBar {...top} />
      <div className="flex min-h-0 flex-1">
        <Sidebar counts={counts} rail={isNarrow || needsRoom} />
        <main
          id="contenido"
          aria-label={t('content')}
          data-region
          tabIndex={-1}
          className="flex min-w-0 flex-1 flex-col bg-bg outline-none"
        >
          {banner}
          {children}
        </main>
      </div>
      <StatusBar
        connection={connection}
        counts={counts}
        environment={environment}
        keeping={keeping}
        onRetry={onRetry}
      />
    </div>
  );
}
