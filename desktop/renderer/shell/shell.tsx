import { Outlet } from '@tanstack/react-router';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useMe } from '../domain/use-me.ts';
import { useBridge } from '../lib/bridge-context.tsx';
import { RoomProvider } from '../lib/room-context.tsx';
import { Palette } from '../ui/palette.tsx';
import { Frame } from './frame.tsx';
import { HelpSheet } from './help-sheet.tsx';
import { SignedOutDialog } from './signed-out-dialog.tsx';
import { useCommands } from './use-commands.ts';
import { useCounts } from './use-counts.ts';
import { useEnvironment } from './use-environment.ts';
import { usePaletteActs } from './use-palette-acts.tsx';
import { useShortcuts } from './use-shortcuts.ts';
import { useSignOut } from './use-sign-out.ts';
import { VersionBanner } from './version-banner.tsx';

/** Around every screen of somebody who is signed in. */
export function Shell() {
  const { t } = useTranslation('shell');
  const bridge = useBridge();
  const me = useMe();
  const counts = useCounts();
  const connection = useStore(bridge.connection);
  const [palette, setPalette] = useState(false);
  const [help, setHelp] = useState(false);
  const [asking, setAsking] = useState(0);
  const askForRoom = useCallback(() => {
    setAsking((count) => count + 1);
    return () => setAsking((count) => count - 1);
  }, []);
  const signOut = useSignOut();
  useShortcuts({ onPalette: () => setPalette(true), onHelp: () => setHelp(true) });
  const acts = usePaletteActs();
  const groups = useCommands(palette, { help: () => setHelp(true), signOut, palette: acts });
  const environment = useEnvironment();
  return (
    <>
      <Frame
        orgName={me.data?.org.name ?? ''}
        userName={me.data?.user.name ?? ''}
        counts={counts}
        connection={connection}
        environment={environment}
        keeping={bridge.desktop?.keeping}
        banner={<VersionBanner />}
        needsRoom={asking > 0}
        onRetry={bridge.connection.retryNow}
        onPalette={() => setPalette(true)}
        onHelp={() => setHelp(true)}
        onSignOut={signOut}
      >
        <RoomProvider value={askForRoom}>
          <Outlet />
        </RoomProvider>
      </Frame>
      <Palette
        open={palette}
        onOpenChange={setPalette}
        groups={groups}
        title={t('palette.title')}
        placeholder={t('palette.placeholder')}
        empty={t('palette.empty')}
      />
      {acts.dialogs}
      <HelpSheet open={help} onOpenChange={setHelp} />
      <SignedOutDialog email={me.data?.user.email ?? ''} />
    </>
  );
}
