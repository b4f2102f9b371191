import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import type { Keeping } from '../../../contract/app.ts';
import type { ServersBridge } from '../../lib/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { AddServer } from './add-server.tsx';
import { KeepingNote } from './keeping-note.tsx';
import { ServerRow } from './server-row.tsx';

export interface ServersPageProps {
  servers: ServersBridge;
  keeping: Keeping;
  onChosen: () => void;
}

/** Screen 1, first half: which server. At the first start only the address is asked for. */
export function ServersPage({ servers, keeping, onChosen }: ServersPageProps) {
  const { t } = useTranslation('servers');
  const { known } = useStore(servers.state);
  const [adding, setAdding] = useState(known.length === 0);

  async function use(id: string): Promise<void> {
    await servers.choose(id);
    onChosen();
  }

  return (
    <div className="flex h-full flex-col overflow-y-auto bg-bg">
      <header className="shrink-0 px-6 py-4 text-section font-bold">SRI</header>
      <main className="mx-auto flex w-[420px] max-w-full flex-col px-4 pt-[7vh] pb-10">
        <h1 className="text-display font-bold tracking-[-0.01em]">{t(known.length === 0 ? 'first' : 'title')}</h1>
        <p className="mt-1 mb-6 text-body text-muted">{t('lead')}</p>
        {known.length > 0 && (
          <ul className="mb-4 border-y border-line">
            {known.map((server) => (
              <ServerRow key={server.id} server={server} onUse={() => void use(server.id)} />
            ))}
          </ul>
        )}
        {adding ? (
          <AddServer servers={servers} onAdded={({ id }) => void use(id)} />
        ) : (
          <Button onClick={() => setAdding(true)}>{t('add')}</Button>
        )}
        <KeepingNote keeping={keeping} />
      </main>
    </div>
  );
}
