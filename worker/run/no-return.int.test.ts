import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { accountOf } from '@sri/shared/queue/queue-contract.ts';
import { issueTicket } from '@sri/shared/node/job-ticket.ts';
import { waitFor } from '../../infrastructure/test/wait-for.ts';
import { startPortalSite, type PortalSite } from '../test/portal-site.ts';
import { createWorkerKit, SECRET, type WorkerKit } from '../test/worker-kit.ts';

vi.setConfig({ testTimeout: 120_000 });

let kit: WorkerKit;
let site: PortalSite;

beforeAll(async () => {
  site = await startPortalSite();
  kit = await createWorkerKit();
  await kit.setSession();
});

afterAll(async () => {
  await kit?.close();
  await site?.close();
});

test('R19 after a crash behind the point of no return a person is asked, and only then it runs again', async () => {
  const first = await kit.startWorker();
  const envelope = await kit.put([
    { type: 'navigate', url: site.url },
    { type: 'click', target: '#enviar', pointOfNoReturn: true, id: 'enviar' },
    { type: 'waitFor', target: '#nunca', timeoutMs: 60_000 },
  ]);
  const { jobId } = envelope;
  await waitFor('the site to see the submit', () => site.count('/submitted') === 1);
  first.process.kill('SIGKILL');
  await first.exited;

  const second = await kit.startWorker();
  const end = await kit.ended(jobId);
  expect(end).toMatchObject({ fence: { att: 2 }, outcome: { status: 'needs_review', error: { stepId: 'enviar' } } });
  expect(site.count('/submitted')).toBe(1);
  await waitFor('its log', () => second.said(jobId).includes('✓ Results uploaded to S3'));
  expect(await kit.object(jobId, 'execution.log')).toContain('un paso que no debe repetirse');

  await kit.queue.confirm(kit.orgId, jobId, end.fence);
  const { ticket: _old, ...bare } = { ...envelope, gen: 2 };
  const again = { ...bare, ticket: issueTicket(bare, { current: SECRET }, Date.now() + 3_600_000) };
  const account = accountOf(kit.userId, envelope.provider);
  await kit.queue.enqueue(again, { account, maxPerAccount: 1, stalls: 0, retries: 0, maxAttempts: 3 });
  await waitFor('the second submit', () => site.count('/submitted') === 2);
  second.process.kill('SIGKILL');
});

test('R19 what could be tried again before that point is for a person to look at behind it', async () => {
  const worker = await kit.startWorker();
  const { jobId } = await kit.put([
    { type: 'navigate', url: site.url },
    { type: 'click', target: '#enviar', pointOfNoReturn: true },
    { type: 'navigate', url: `${site.url}/broken` },
  ]);
  expect(await kit.ended(jobId)).toMatchObject({
    fence: { att: 1 },
    outcome: { status: 'needs_review', error: { code: 'page_unreachable' } },
  });
  worker.process.kill('SIGKILL');
});
