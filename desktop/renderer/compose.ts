import { QueryClient } from '@tanstack/react-query';
import type { AppContext } from './app-providers.tsx';
import type { Bridge } from './lib/bridge.ts';
import { createI18n } from './lib/i18n.ts';
import type { Home } from './lib/open-home.ts';
import { createPreferences } from './lib/preferences.ts';
import { isWorthRetrying } from './lib/worth-retrying.ts';

/** Puts the application together around a bridge: the renderer's composition root. */
export async function compose(bridge: Bridge, storage: Home['storage']): Promise<AppContext> {
  const preferences = createPreferences(storage, navigator.languages);
  const words = await createI18n(preferences.getState().language);
  const queries = new QueryClient({
    // Whether the server can be reached is for the bridge to find out, not for the browser to guess.
    defaultOptions: {
      queries: { staleTime: 30_000, networkMode: 'always', retry: isWorthRetrying },
      mutations: { networkMode: 'always' },
    },
  });
  bridge.connection.subscribe((state, before) => {
    if (state.online && !before.online) void queries.invalidateQueries();
  });
  return { bridge, preferences, words, queries };
}
