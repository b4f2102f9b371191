import { expect, test } from 'vitest';
import { captureApi, type Request } from './capture-api.ts';

const SESSION = { cookies: [], connectedAt: 1 };

test('sites that the control plane left out are told, by name', async () => {
  const answer = { dropped: [{ domain: 'publicidad.example', cookies: 2, origins: 1 }] };
  const api = captureApi((() => Promise.resolve(answer)) as unknown as Request);
  expect(await api.save('portal', SESSION)).toEqual({ dropped: ['publicidad.example'] });
});

test('a portal that is not there is refused with what to do', async () => {
  const api = captureApi((() => Promise.resolve([])) as unknown as Request);
  await expect(api.provider('portal')).rejects.toMatchObject({ code: 'not_found', hint: 'Load the portals again.' });
});
