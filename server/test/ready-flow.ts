import type { FlowInputs } from '@sri/shared/model/flow.ts';
import { activateFlow, createFlow } from '@sri/shared/protocol/api/flows.ts';
import { run } from '@sri/shared/protocol/api/run.ts';
import type { TestUser } from './factories.ts';
import type { TestPlane } from './plane.ts';

export const CARGILL = '0190a000-0000-7000-8000-000000000001';

/** A user whose account and flow are ready to run. */
export interface ReadyUser extends TestUser {
  flowId: string;
  scriptHash: string;
  providerId: string;
  provider: string;
}

export const TEST_STEPS = [{ type: 'navigate', url: 'https://example.com' }, { type: 'screenshot' }];

export interface ReadyOptions {
  user?: TestUser;
  steps?: object[];
  inputs?: FlowInputs;
}

/** As the guide does it: the row of connected_providers by SQL, as its psql commands write it. */
export async function connectAccount(plane: TestPlane, user: TestUser, status = 'active'): Promise<void> {
  await plane.database.admin.query(
    `insert into connected_providers (org_id, user_id, provider_id, status) values ($1, $2, $3, $4)
     on conflict (org_id, user_id, provider_id) do update set status = excluded.status`,
    [user.orgId, user.userId, CARGILL, status],
  );
}

/** As the guide does it: `redis-cli SET`. */
export async function setSession(plane: TestPlane, user: TestUser, value = 'test-session-value'): Promise<string> {
  const text = JSON.stringify({
    cookies: [{ name: 'session', value, domain: 'example.com' }],
    connectedAt: 1_706_292_000_000,
  });
  await plane.redis.set(plane.keys.session(user.orgId, user.userId, 'cargill'), text, 'EX', 604_800);
  return text;
}

/** Organisation, connected account, session and active flow. */
export async function readyUser(plane: TestPlane, options: ReadyOptions = {}): Promise<ReadyUser> {
  const user = options.user ?? (await plane.registerOrg());
  const { token } = user;
  const flow = await plane.use(createFlow, {
    token,
    body: {
      providerId: CARGILL,
      version: '1.0.0',
      name: 'Test Flow',
      description: 'Flujo de prueba',
      steps: options.steps ?? TEST_STEPS,
      ...(options.inputs === undefined ? {} : { inputs: options.inputs }),
    },
  });
  await plane.use(activateFlow, { token, params: { id: flow.flowId } });
  await connectAccount(plane, user);
  await setSession(plane, user);
  return { ...user, flowId: flow.flowId, scriptHash: flow.scriptHash, providerId: CARGILL, provider: 'cargill' };
}

/** POST /run for the account's active flow; returns the job's id. */
export async function startJob(plane: TestPlane, user: TestUser): Promise<string> {
  const { jobId } = await plane.use(run, { token: user.token, body: { providerId: CARGILL } });
  if (jobId === undefined) throw new Error('no job id');
  return jobId;
}
