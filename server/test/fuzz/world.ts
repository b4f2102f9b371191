import { newId } from '@sri/shared/model/ids.ts';
import { createApiKey } from '@sri/shared/protocol/api/api-keys.ts';
import { FLOW_FILE_FORMAT } from '@sri/shared/protocol/api/flow-drafts.ts';
import { createInvitation } from '@sri/shared/protocol/api/invitations.ts';
import { createProvider } from '@sri/shared/protocol/api/providers.ts';
import { createWebhook, testWebhook } from '@sri/shared/protocol/api/webhooks.ts';
import { login } from '@sri/shared/protocol/api/auth.ts';
import { createFakeWorker } from '../fake-worker.ts';
import type { TestPlane } from '../plane.ts';
import { readyUser, startJob } from '../ready-flow.ts';
import type { Operation } from './api-document.ts';
import type { KnownValues } from './valid-values.ts';

/** An organisation in which there is something of everything. */
export interface World {
  /** Of an admin. */
  token: string;
  /** Values of body fields that mean something here. */
  known: KnownValues;
  /** Values for a parameter of a path; one of no meaning where nothing has that name. */
  parameter: (operation: Operation, name: string) => readonly string[];
  /** A sign-in of somebody else, for a call that ends it. */
  spareToken: () => Promise<string>;
}

const STEPS = [{ type: 'navigate', url: 'https://portal.example/' }];

/** Makes one: accounts, flows, executions that wait, run and have ended, a member, a key, an invitation. */
export async function makeWorld(plane: TestPlane): Promise<World> {
  const admin = await readyUser(plane);
  const { token } = admin;
  const worker = createFakeWorker(plane.queue, plane.s3, 'fuzz-worker');
  const ended = await startJob(plane, admin);
  await worker.runNext(admin.orgId);
  const running = await startJob(plane, admin);
  await worker.claim(admin.orgId);
  const waiting = await startJob(plane, admin);
  const member = await plane.addMember(admin, 'operator');
  const { email, password } = await plane.registerOrg();
  const key = await plane.use(createApiKey, { token, body: { name: 'de la prueba' } });
  const body = { email: `i-${newId()}@empresa.com`, role: 'reader' };
  const invitation = await plane.use(createInvitation, { token, body });
  const provider = await plane.use(createProvider, {
    token,
    body: { slug: 'propio', name: 'Propio', domains: ['portal.example'] },
  });
  const webhook = await plane.use(createWebhook, {
    token,
    body: { name: 'ERP', url: 'https://erp.invalid/avisos', events: ['job.failed'] },
  });
  const webhookId = webhook.id;
  const delivery = await plane.use(testWebhook, { token, params: { webhookId } });
  const jobs = [ended, running, waiting];
  const providers = [admin.providerId, provider.id];
  const ids: Record<string, readonly string[]> = {
    providerId: providers,
    userId: [member.userId],
    keyId: [key.id],
    invitationId: [invitation.id],
    workerId: ['fuzz-worker'],
    webhookId: [webhookId],
    deliveryId: [delivery.id],
    version: ['1.0.0'],
    sessionVersion: ['0', '1'],
  };
  return {
    token,
    known: {
      providerId: providers,
      flowId: [admin.flowId],
      version: ['1.0.0'],
      steps: [STEPS],
      document: [{ format: FLOW_FILE_FORMAT, name: 'De la prueba', version: '1.0.0', steps: STEPS }],
      email: [member.email],
      password: ['UnaClaveLarga1'],
      domain: ['cargill.com'],
      cookies: [[{ name: 'a', value: 'b', domain: 'cargill.com' }]],
      domains: [['portal.example']],
      origin: ['https://www.cargill.com'],
      maxQueued: [10_000],
      url: ['https://erp.invalid/avisos'],
      events: [['job.failed']],
      until: ['s1'],
      only: ['s1'],
      connectedAt: [1_706_292_000_000],
    },
    parameter: ({ path }, name) => {
      if (name === 'id') return path.includes('/flows/') ? [admin.flowId] : jobs;
      if (name === 'name' && path.includes('/secrets/')) return ['clave'];
      return ids[name] ?? [newId()];
    },
    spareToken: async () => (await plane.use(login, { body: { email, password } })).token,
  };
}
