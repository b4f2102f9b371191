import { expect, test } from 'vitest';
import { newId } from '../model/ids.ts';
import type { JobEnvelope } from '../protocol/job-envelope.ts';
import { issueTicket, ticketHolds } from './job-ticket.ts';

const keys = { current: 'a-secret-of-at-least-32-characters-000' };
const hour = 3_600_000;

function anEnvelope(): JobEnvelope {
  const bare: JobEnvelope = {
    v: 1,
    jobId: newId(),
    gen: 1,
    orgId: newId(),
    userId: newId(),
    providerId: newId(),
    provider: 'cargill',
    flowId: newId(),
    version: '1.0.0',
    scriptKey: 'scripts/x.json',
    scriptHash: 'a'.repeat(64),
    scriptSignature: 'b'.repeat(64),
    keyId: 'k',
    inputs: { desde: '01/01/2026' },
    metadata: { test: true },
    timeoutMs: 900_000,
    enqueuedAt: Date.now(),
  };
  return { ...bare, ticket: issueTicket(bare, keys, Date.now() + hour) };
}

test('R45 a ticket holds for its own envelope, also after a trip through JSON', () => {
  const envelope = anEnvelope();
  expect(ticketHolds(envelope, keys)).toBe(true);
  expect(ticketHolds(JSON.parse(JSON.stringify(envelope)) as JobEnvelope, keys)).toBe(true);
});

test.each([
  ['another job', { jobId: newId() }],
  ['another organisation', { orgId: newId() }],
  ['another user', { userId: newId() }],
  ['another generation', { gen: 2 }],
  ['other inputs', { inputs: { desde: '02/01/2026' } }],
  ['another script', { scriptHash: 'c'.repeat(64) }],
  ['no ticket', { ticket: undefined }],
])('R45 it does not hold for %s', (_what, change) => {
  expect(ticketHolds({ ...anEnvelope(), ...change }, keys)).toBe(false);
});

test('R45 it does not hold past its time, nor under another key, and does under the previous one', () => {
  const envelope = anEnvelope();
  const other = 'another-secret-of-at-least-32-characters';
  expect(ticketHolds(envelope, keys, Date.now() + 2 * hour)).toBe(false);
  expect(ticketHolds(envelope, { current: other })).toBe(false);
  expect(ticketHolds(envelope, { current: other, previous: keys.current })).toBe(true);
});
