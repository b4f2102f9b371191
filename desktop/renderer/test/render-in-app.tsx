import { QueryClient } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Outlet,
  RouterContextProvider,
} from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { render } from 'vitest-browser-react';
import { AppProviders } from '../app-providers.tsx';
import type { Language } from '../lib/format.ts';
import { createI18n } from '../lib/i18n.ts';
import { createPreferences } from '../lib/preferences.ts';
import type { Bridge } from '../lib/bridge.ts';
import { sampleBridge } from '../samples/sample-bridge.ts';

export interface RenderOptions {
  bridge?: Bridge;
  language?: Language;
  theme?: 'light' | 'dark';
  /** Of the part, in px. */
  height?: number;
}

/** Renders a part with everything that the application gives it: words, preferences, cache, bridge, addresses. */
export async function renderInApp(
  node: ReactNode,
  { bridge = sampleBridge(), language = 'es', theme = 'light', height = 860 }: RenderOptions = {},
) {
  const stored = JSON.stringify({ theme, language, region: 'AR', density: 'normal' });
  const preferences = createPreferences({ getItem: () => stored, setItem: () => undefined }, []);
  const queries = new QueryClient({ defaultOptions: { queries: { networkMode: 'always', retry: false } } });
  const root = createRootRoute({ component: Outlet });
  const any = createRoute({ getParentRoute: () => root, path: '$' });
  const router = createRouter({ routeTree: root.addChildren([any]), history: createMemoryHistory() });
  document.body.style.height = `${height}px`;
  const screen = await render(
    <RouterContextProvider router={router as never}>
      <AppProviders bridge={bridge} preferences={preferences} words={await createI18n(language)} queries={queries}>
        <div style={{ height, display: 'flex', flexDirection: 'column' }}>{node}</div>
      </AppProviders>
    </RouterContextProvider>,
  );
  return { screen, router };
}
