import type { RequestHandler, Router } from 'express';
import { AppError } from '@sri/shared/errors.ts';
import { notFound, type Route } from './route.ts';

/** Sorts `/api/flows/validate` before `/api/flows/:id`: a written segment goes before a parameter in the same place. */
function specificity({ endpoint }: Route): string {
  return endpoint.path
    .split('/')
    .map((segment) => (segment.startsWith(':') ? '1' : '0'))
    .join('');
}

function refuseDoubles(routes: readonly Route[]): void {
  const seen = new Set<string>();
  for (const { endpoint } of routes) {
    const name = `${endpoint.method} ${endpoint.path.replaceAll(/:\w+/g, ':')}`;
    if (seen.has(name)) throw new Error(`two routes for ${endpoint.method} ${endpoint.path}`);
    seen.add(name);
  }
}

/** Mounts the routes on a router, the more exact paths first. Throws where two have the same method and path. */
export function mountRoutes(router: Router, routes: readonly Route[]): void {
  refuseDoubles(routes);
  for (const { endpoint, handler } of routes.toSorted((a, b) => (specificity(a) < specificity(b) ? -1 : 1))) {
    const method = endpoint.method.toLowerCase() as 'get' | 'post' | 'put' | 'patch' | 'delete';
    router[method](endpoint.path, handler);
  }
}

/** The end of the line: 405 with `Allow` where the path exists under another method, else 404. */
export function unknownRoute(routes: readonly Route[]): RequestHandler {
  const known = routes.map(({ endpoint }) => ({
    pattern: new RegExp(`^${endpoint.path.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}/?$`),
    method: endpoint.method,
  }));
  return (request, response) => {
    const methods = known.filter(({ pattern }) => pattern.test(request.path)).map(({ method }) => method);
    if (methods.length === 0) {
      throw notFound(`There is nothing at ${request.method} ${request.path}.`, 'What there is stands in /api/docs.');
    }
    const allowed = [...new Set(methods)].toSorted().join(', ');
    response.set('Allow', allowed);
    throw new AppError('method_not_allowed', `${request.method} is not possible here.`, { hint: `Use ${allowed}.` });
  };
}
