import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApiClient, type ApiClient } from './api-client.ts';

/** An HTTP server on a free port of loopback, for tests of the HTTP side alone. */
export async function listen(handler: RequestListener): Promise<ApiClient & { url: string; close(): Promise<void> }> {
  const server = createServer(handler);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    ...createApiClient(url),
    url,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
