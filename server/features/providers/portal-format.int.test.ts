import { afterAll, beforeAll, expect, test } from 'vitest';
import { getProvider } from '@sri/shared/protocol/api/providers.ts';
import { createFakeWorker } from '../../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { readyUser, startJob } from '../../test/ready-flow.ts';

let plane: TestPlane;

beforeAll(async () => {
  plane = await createTestPlane();
});
afterAll(() => plane?.close());

test('how a portal writes values is chosen once, for the catalogue’s portals too, and is in the envelope of what is run next', async () => {
  const user = await readyUser(plane);
  const { providerId, token } = user;
  const read = async () => (await plane.use(getProvider, { token, params: { providerId } })).format;
  expect(await read()).toEqual({ decimal: null, dateOrder: null });
  const choose = (body: unknown) => plane.call('PUT', `/api/providers/${providerId}/format`, { token, body });
  expect((await choose({ decimal: ',', dateOrder: 'dmy' })).status).toBe(204);
  expect((await choose({ decimal: ',', dateOrder: null })).status).toBe(204);
  expect(await read()).toEqual({ decimal: ',', dateOrder: null });
  expect((await choose({ decimal: ';', dateOrder: null })).status).toBe(422);
  const other = await readyUser(plane);
  const foreign = await plane.use(getProvider, { token: other.token, params: { providerId } });
  expect(foreign.format.decimal).toBeNull();
  await startJob(plane, user);
  const { envelope } = await createFakeWorker(plane.queue, plane.s3).claim(user.orgId);
  expect(envelope.portal?.format).toEqual({ decimal: ',' });
});
