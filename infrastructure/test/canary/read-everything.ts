import type { JobParts } from './job-parts.ts';

interface Operation {
  parameters: { name: string; in: string; required: boolean }[];
}

/** Asks for everything that the API's own document offers to read, for each of the executions, and for the metrics. */
export async function readEverything({ listener, token }: JobParts, jobIds: readonly string[]): Promise<void> {
  const document = (await listener.ask('GET', '/api/openapi.json')).body as {
    paths: Record<string, { get?: Operation }>;
  };
  const list = async (path: string): Promise<Record<string, string>[]> => {
    const { body } = await listener.ask('GET', path, { token });
    return (Array.isArray(body) ? body : body['items']) as Record<string, string>[];
  };
  const accounts = await list('/api/sessions');
  const flows = await list('/api/flows');
  for (const jobId of jobIds) {
    for (const [path, { get }] of Object.entries(document.paths)) {
      // Streams are followed elsewhere.
      if (get === undefined || path.endsWith('/events')) continue;
      const values: Record<string, string | undefined> = {
        id: path.includes('/flows/') ? flows[0]?.['id'] : jobId,
        providerId: accounts[0]?.['providerId'],
        version: '1.0.0',
        name: 'network.json',
        proofId: jobId,
      };
      const full = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
      await listener.ask('GET', full, { token });
    }
  }
  const nobody = await listener.ask('GET', '/api/jobs');
  if (nobody.status !== 401) throw new Error('nobody may read');
}
