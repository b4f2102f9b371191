import './styles/base.css';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { AppProviders } from './app-providers.tsx';
import { compose } from './compose.ts';
import { createWebBridge } from './lib/web-bridge.ts';
import { makeRouter } from './routes.tsx';

const context = compose(createWebBridge());
const router = makeRouter({ bridge: context.bridge, queries: context.queries });

const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <AppProviders {...context}>
    <RouterProvider router={router} />
  </AppProviders>,
);
