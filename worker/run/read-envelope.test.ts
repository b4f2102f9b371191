import { describe, expect, it } from 'vitest';
import { newId } from '@sri/shared/model/ids.ts';
import { issueTicket } from '@sri/shared/node/job-ticket.ts';
import type { JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { readEnvelope } from './read-envelope.ts';

const keys = { current: 'a secret of more than thirty-two characters' };
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
  inputs: { desde: '2026-01-01' },
  metadata: { test: true },
  timeoutMs: 1000,
  enqueuedAt: 1,
};
const signed = { ...bare, ticket: issueTicket(bare, keys, Date.now() + 60_000) };
const read = (value: unknown, change: Partial<Parameters<typeof readEnvelope>[1]> = {}) =>
  readEnvelope(typeof value === 'string' ? value : JSON.stringify(value), {
    orgId: bare.orgId,
    jobId: bare.jobId,
    keys,
    ticketRequired: true,
    ...change,
  });

describe('R45 the ticket', () => {
  it('lets an envelope through as it was written', () => {
    expect(read(signed)).toEqual(signed);
  });

  it.each([
    ['another job', { jobId: newId() }],
    ['another organisation', { orgId: newId() }],
    ['another user', { userId: newId() }],
    ['another flow', { flowId: newId() }],
    ['an older version', { version: '0.9.0' }],
    ['another script', { scriptHash: 'c'.repeat(64) }],
    ['a later generation', { gen: 2 }],
    ['other inputs', { inputs: { desde: '1999-01-01' } }],
    ['more time', { timeoutMs: 9_999_999 }],
    ['a ticket out of date', { ticket: issueTicket(bare, keys, Date.now() - 1) }],
    ['a ticket of another secret', { ticket: issueTicket(bare, { current: `${keys.current}!` }, Date.now() + 60_000) }],
  ])('refuses one that was changed to %s', (_name, change) => {
    const forged = { ...signed, ...change };
    expect(() => read(forged, { orgId: forged.orgId, jobId: forged.jobId })).toThrow(
      expect.objectContaining({ code: 'job_ticket', retryable: false }),
    );
  });

  it('may be missing outside production only', () => {
    expect(read(bare, { ticketRequired: false })).toEqual(bare);
    expect(() => read(bare)).toThrow(expect.objectContaining({ code: 'job_ticket' }));
  });

  it('holds while keys rotate', () => {
    expect(read(signed, { keys: { current: 'the next secret, also longer than 32', previous: keys.current } })).toEqual(
      signed,
    );
  });
});

describe('an element that is no envelope', () => {
  it.each([
    ['not JSON', '{'],
    ['another thing', '{"hello":1}'],
    ['of another organisation than its list', { ...signed, orgId: newId() }],
    ['of another job than the queue took it for', { ...signed, jobId: newId() }],
    ['with two meanings', JSON.stringify(signed).replace('{"v":1', `{"jobId":"${newId()}","v":1`)],
  ])('is job_unreadable: %s', (_name, value) => {
    expect(() => read(value)).toThrow(expect.objectContaining({ code: 'job_unreadable', retryable: false }));
  });
});
