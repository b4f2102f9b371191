import type { QueryClient } from '@tanstack/react-query';
import {
  createHashHistory,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Link,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { AppError } from '@sri/shared/errors.ts';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { jobSearchSchema } from './features/jobs/job-search.ts';
import { HomePage } from './features/home/home-page.tsx';
import type { Bridge } from './lib/bridge.ts';
import { apiKey } from './lib/use-api.ts';
import { Shell } from './shell/shell.tsx';
import { EmptyState } from './ui/empty-state.tsx';
import { linkClass } from './ui/text-link.tsx';

export interface RouterContext {
  bridge: Bridge;
  queries: QueryClient;
}

function NotFound() {
  const { t } = useTranslation('shell');
  return (
    <EmptyState
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={
        <Link to="/" className={linkClass}>
          {t('notFound.action')}
        </Link>
      }
    />
  );
}

const root = createRootRouteWithContext<RouterContext>()({ component: Outlet, notFoundComponent: NotFound });

const backSchema = z.object({ back: z.string().startsWith('/').optional().catch(undefined) });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/entrar',
  validateSearch: backSchema,
  component: lazyRouteComponent(() => import('./features/account/sign-in-route.tsx'), 'SignInRoute'),
});

const register = createRoute({
  getParentRoute: () => root,
  path: '/registrarse',
  component: lazyRouteComponent(() => import('./features/account/sign-in-route.tsx'), 'RegisterRoute'),
});

/** Everything behind the sign-in. Without one it leads to the sign-in page and comes back afterwards. */
const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  component: Shell,
  beforeLoad: async ({ context: { bridge, queries }, location }) => {
    try {
      await queries.ensureQueryData({
        queryKey: apiKey('getMe', {}),
        queryFn: () => bridge.request('getMe', {}),
        retry: false,
      });
    } catch (error) {
      if (error instanceof AppError && error.status === 401) {
        throw redirect({ to: '/entrar', search: location.href === '/' ? {} : { back: location.href } });
      }
      // The server cannot be reached: the shell says so and tries again.
    }
  },
});

const home = createRoute({ getParentRoute: () => inside, path: '/', component: HomePage });

const jobs = createRoute({
  getParentRoute: () => inside,
  path: '/ejecuciones',
  validateSearch: jobSearchSchema,
  component: lazyRouteComponent(() => import('./features/jobs/job-routes.tsx'), 'JobsRoute'),
});

const job = createRoute({
  getParentRoute: () => inside,
  path: '/ejecuciones/$jobId',
  component: lazyRouteComponent(() => import('./features/jobs/job-routes.tsx'), 'JobRoute'),
});

const portals = createRoute({
  getParentRoute: () => inside,
  path: '/portales',
  validateSearch: z.object({ portal: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./features/providers/portals-route.tsx'), 'PortalsRoute'),
});

const robots = createRoute({
  getParentRoute: () => inside,
  path: '/robots',
  component: lazyRouteComponent(() => import('./features/workers/robots-page.tsx'), 'RobotsPage'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/ajustes',
  component: lazyRouteComponent(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
});

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/__gallery',
  validateSearch: z.object({ show: z.string().optional().catch(undefined) }),
  // The condition is a constant of the build: where it is false nothing of the gallery is built.
  component: __GALLERY__ ? lazyRouteComponent(() => import('./gallery/gallery-page.tsx'), 'GalleryPage') : NotFound,
});

const tree = root.addChildren([
  signIn,
  register,
  gallery,
  inside.addChildren([home, jobs, job, portals, robots, settings]),
]);

/** The screens by address. Hash history: it works under any path of a server, and in the desktop app. */
export function makeRouter(context: RouterContext) {
  return createRouter({
    routeTree: tree,
    history: createHashHistory(),
    context,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
