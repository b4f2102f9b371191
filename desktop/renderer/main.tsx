import './styles/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { AppProviders } from './app-providers.tsx';
import { compose } from './compose.ts';
import { openHome } from './lib/open-home.ts';
import { makeRouter } from './routes.tsx';

const { bridge, storage } = await openHome();
const context = await compose(bridge, storage);
const router = makeRouter({ bridge, queries: context.queries });
bridge.desktop?.onPath((path) => router.history.push(path));
if (typeof bridge.desktop?.firstPath === 'string') router.history.replace(bridge.desktop.firstPath);

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <AppProviders {...context}>
    <RouterProvider router={router} />
  </AppProviders>,
);
