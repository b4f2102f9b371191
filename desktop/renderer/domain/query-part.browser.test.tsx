import { AppError, type ErrorCode } from '@sri/shared/errors.ts';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { useApi } from '../lib/use-api.ts';
import { isWorthRetrying } from '../lib/worth-retrying.ts';
import { sampleBridge } from '../samples/sample-bridge.ts';
import { renderInApp } from '../test/render-in-app.tsx';
import { QueryPart } from './query-part.tsx';

function Members() {
  const members = useApi('listMembers', {});
  return <QueryPart query={members}>{(list) => <p>{list.length} miembros</p>}</QueryPart>;
}

/** The part with the retries of the application; what is tried again by itself would come only in a minute. */
async function open(code?: ErrorCode) {
  const failing: Partial<Record<'listMembers', AppError>> = {};
  const fail = (next: ErrorCode) => void (failing.listMembers = new AppError(next, 'Away.', { hint: '' }));
  if (code !== undefined) fail(code);
  const bridge = sampleBridge({ failing });
  const request = vi.spyOn(bridge, 'request');
  const queries = new QueryClient({
    defaultOptions: { queries: { networkMode: 'always', retry: isWorthRetrying, retryDelay: 60_000 } },
  });
  const { screen } = await renderInApp(
    <QueryClientProvider client={queries}>
      <Members />
    </QueryClientProvider>,
    { bridge },
  );
  return { screen, request, queries, fail, mend: () => delete failing.listMembers };
}

test('a passing fault is told at the first failure, while it is still tried again', async () => {
  const { screen, request } = await open('database_unavailable');
  await expect.element(screen.getByText('La base de datos no responde.')).toBeVisible();
  await expect.element(screen.getByText('Reintentando…')).toBeVisible();
  expect(request).toHaveBeenCalledTimes(1);
});

test('what the server refuses is asked once and does not claim to be tried again', async () => {
  const { screen, request } = await open('forbidden');
  await expect.element(screen.getByRole('button', { name: 'Reintentar', exact: true })).toBeVisible();
  await expect.element(screen.getByText('Reintentando…')).not.toBeInTheDocument();
  expect(request).toHaveBeenCalledTimes(1);
});

test('what was there stays in sight when it cannot be renewed, with why', async () => {
  const { screen, queries, fail, mend } = await open();
  await expect.element(screen.getByText('4 miembros')).toBeVisible();
  fail('database_unavailable');
  void queries.invalidateQueries();
  await expect.element(screen.getByText(/La base de datos no responde.*última respuesta/)).toBeVisible();
  await expect.element(screen.getByText('4 miembros')).toBeVisible();
  mend();
  await screen.getByRole('button', { name: 'Reintentar ahora' }).click();
  await expect.element(screen.getByText(/última respuesta/)).not.toBeInTheDocument();
});

test('a lost connection is the status bar’s to tell: what was there stays as it is', async () => {
  const { screen, request, queries, fail } = await open();
  await expect.element(screen.getByText('4 miembros')).toBeVisible();
  fail('server_unreachable');
  await queries.invalidateQueries();
  expect(request).toHaveBeenCalledTimes(2);
  await expect.element(screen.getByText('4 miembros')).toBeVisible();
  await expect.element(screen.getByText(/última respuesta/)).not.toBeInTheDocument();
});
