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
import { flowSearchSchema } from './features/flows/flow-search.ts';
import { jobSearchSchema } from './features/jobs/job-search.ts';
import { HomePage } from './features/home/home-page.tsx';
import type { Bridge } from './lib/bridge.ts';
import { apiKey } from './lib/use-api.ts';
import { BrokenScreen } from './shell/broken-screen.tsx';
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

const signInSchema = z.object({
  back: z.string().startsWith('/').optional().catch(undefined),
  /** Signs in once, without a password: the link that `npm start` shows. */
  codigo: z.string().optional().catch(undefined),
  /** The code was spent or too old. */
  vencido: z.literal(true).optional().catch(undefined),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/entrar',
  validateSearch: signInSchema,
  beforeLoad: async ({ context: { bridge, queries }, search: { codigo, back } }) => {
    if (codigo === undefined) return;
    try {
      await bridge.request('signInWithCode', { body: { code: codigo } });
    } catch {
      throw redirect({ to: '/entrar', search: { back, vencido: true }, replace: true });
    }
    queries.clear();
    throw redirect({ href: back ?? '/', replace: true });
  },
  component: lazyRouteComponent(() => import('./features/account/sign-in-route.tsx'), 'SignInRoute'),
});

const servers = createRoute({
  getParentRoute: () => root,
  path: '/servidores',
  component: lazyRouteComponent(() => import('./features/servers/servers-route.tsx'), 'ServersRoute'),
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
    if (bridge.servers?.state.getState().chosenId === null) throw redirect({ to: '/servidores' });
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

const flows = createRoute({
  getParentRoute: () => inside,
  path: '/flujos',
  validateSearch: flowSearchSchema,
  component: lazyRouteComponent(() => import('./features/flows/flow-routes.tsx'), 'FlowsRoute'),
});

const flow = createRoute({
  getParentRoute: () => inside,
  path: '/flujos/$flowId',
  component: lazyRouteComponent(() => import('./features/flows/flow-routes.tsx'), 'FlowRoute'),
});

const newFlow = createRoute({
  getParentRoute: () => inside,
  path: '/flujos/nuevo',
  component: lazyRouteComponent(() => import('./features/builder/new-flow/new-flow-page.tsx'), 'NewFlowPage'),
});

const builder = createRoute({
  getParentRoute: () => inside,
  path: '/flujos/$flowId/editar',
  validateSearch: z.object({ modo: z.enum(['grabar']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./features/builder/builder-route.tsx'), 'BuilderRoute'),
});

const portals = createRoute({
  getParentRoute: () => inside,
  path: '/portales',
  validateSearch: z.object({ portal: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./features/providers/portals-route.tsx'), 'PortalsRoute'),
});

const capture = createRoute({
  getParentRoute: () => inside,
  path: '/portales/$providerId/sesion',
  component: lazyRouteComponent(() => import('./features/capture/capture-route.tsx'), 'CaptureRoute'),
});

const schedules = createRoute({
  getParentRoute: () => inside,
  path: '/programacion',
  validateSearch: z.object({ flujo: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./features/schedules/schedules-route.tsx'), 'SchedulesRoute'),
});

const robots = createRoute({
  getParentRoute: () => inside,
  path: '/robots',
  component: lazyRouteComponent(() => import('./features/workers/robots-page.tsx'), 'RobotsPage'),
});

const webhooks = createRoute({
  getParentRoute: () => inside,
  path: '/webhooks',
  validateSearch: z.object({ webhook: z.uuid().optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./features/webhooks/webhooks-route.tsx'), 'WebhooksRoute'),
});

const settings = createRoute({
  getParentRoute: () => inside,
  path: '/ajustes',
  component: lazyRouteComponent(() => import('./features/settings/settings-page.tsx'), 'SettingsPage'),
});

const members = createRoute({
  getParentRoute: () => inside,
  path: '/miembros',
  validateSearch: z.object({ tab: z.enum(['members', 'invitations', 'keys']).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import('./features/members/members-route.tsx'), 'MembersRoute'),
});

const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitacion/$token',
  component: lazyRouteComponent(() => import('./features/account/invitation-route.tsx'), 'InvitationRoute'),
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
  servers,
  register,
  invitation,
  gallery,
  inside.addChildren([
    home,
    jobs,
    job,
    flows,
    newFlow,
    flow,
    builder,
    portals,
    capture,
    schedules,
    robots,
    webhooks,
    members,
    settings,
  ]),
]);

/** The screens by address. Hash history: it works under any path of a server, and in the desktop app. */
export function makeRouter(context: RouterContext) {
  return createRouter({
    routeTree: tree,
    history: createHashHistory(),
    context,
    defaultErrorComponent: BrokenScreen,
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
