import { afterAll, beforeAll, expect, test } from 'vitest';
import { listArtifacts } from '@sri/shared/protocol/api/jobs.ts';
import { createFakeWorker, type FakeWorker } from '../../test/fake-worker.ts';
import { createTestPlane, type TestPlane } from '../../test/plane.ts';
import { readyUser, startJob, type ReadyUser } from '../../test/ready-flow.ts';
import { jobIs } from '../../test/watch-jobs.ts';

const FILES = {
  'execution.log': '✓ Hash verified\n',
  'page.html': '<script>alert(1)</script>',
  'acta.pdf': '%PDF-1.4',
};
let plane: TestPlane;
let user: ReadyUser;
let worker: FakeWorker;
let links: Record<string, string>;

beforeAll(async () => {
  plane = await createTestPlane({ env: { S3_PUBLIC_ENDPOINT: 'api' } });
  user = await readyUser(plane);
  worker = createFakeWorker(plane.queue, plane.s3);
  const jobId = await startJob(plane, user);
  await worker.runNext(user.orgId, { files: FILES });
  await jobIs(plane, user, jobId, 'completed');
  const { items } = await plane.use(listArtifacts, { token: user.token, params: { id: jobId } });
  links = Object.fromEntries(items.map(({ name, url }) => [name, url]));
});
afterAll(() => plane?.close());

test('links lead to the control plane, which hands on what the store has, whole and in parts', async () => {
  for (const [name, content] of Object.entries(FILES)) {
    expect(links[name]).toMatch(new RegExp(`^${plane.url}/store/sri-results/results/`));
    const answer = await fetch(links[name] ?? '');
    expect([answer.status, await answer.text()]).toEqual([200, content]);
    expect(answer.headers.get('content-disposition')).toContain('inline');
  }
  const part = await fetch(links['page.html'] ?? '', { headers: { range: 'bytes=1-6' } });
  expect([part.status, await part.text()]).toEqual([206, 'script']);
  const head = await fetch(links['page.html'] ?? '', { method: 'HEAD' });
  expect([head.status, head.headers.get('content-length')]).toEqual([200, '25']);
});

test('what a portal made has no rights on our address; a PDF can be shown', async () => {
  const policies = await Promise.all(
    ['page.html', 'acta.pdf'].map(async (name) =>
      (await fetch(links[name] ?? '')).headers.get('content-security-policy'),
    ),
  );
  expect(policies).toEqual(["default-src 'none'; sandbox", "default-src 'none'"]);
});

test('another file, bucket or path, a cut signature, a way of writing that climbs out: none is let through', async () => {
  const good = links['page.html'] ?? '';
  const wrong = [
    good.replace('page.html', 'acta.pdf'),
    good.replace(/X-Amz-Signature=\w{8}/, 'X-Amz-Signature=00000000'),
    good.replace(/&X-Amz-Signature=\w+/, ''),
    good.split('?')[0] ?? '',
    good.replace('/sri-results/results/', '/sri-results/results/..%2f..%2f..%2fsri-scripts/scripts/'),
    good.replace('/sri-results/results/', '/sri-results/results/%2e%2e/%2e%2e/sri-scripts/'),
  ];
  for (const url of wrong) {
    const answer = await fetch(url);
    expect([url, answer.status]).toEqual([url, expect.toBeOneOf([403, 404])]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  }
  expect((await fetch(good.replace('/sri-results/', '/sri-scripts/'))).status).toBe(404);
  expect((await fetch(good, { method: 'DELETE' })).status).toBe(404);
});

test('the console may load from nowhere else', async () => {
  const page = await fetch(plane.url, { headers: { accept: 'text/html' } });
  expect(page.headers.get('content-security-policy') ?? '').not.toContain(plane.env['S3_ENDPOINT']);
});
