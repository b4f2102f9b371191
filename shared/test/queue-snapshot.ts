import { readFileSync } from 'node:fs';
import type { Redis } from 'ioredis';
import type { RedisKeys } from '../protocol/redis-keys.ts';

export interface RecordSeen {
  jobId: string;
  gen: number;
  att: number;
  state: string;
  account: string;
  perAccount: number;
  seq: string;
  token: string;
  element: string;
}

/** Everything that Redis holds of one organisation's queue, at one moment. */
export interface QueueSnapshot {
  records: RecordSeen[];
  /** Fields of the records' hash that belong to no record. */
  strayFields: string[];
  tokens: Map<string, string>;
  list: string[];
  leases: string[];
  delayed: string[];
  parked: string[];
  done: string[];
  accounts: Record<string, string>;
}

const FIELDS = readFileSync(new URL('../queue/lua/lib/record.lua', import.meta.url), 'utf8');
const READ_RECORDS = `
local RECS = KEYS[1]
${FIELDS}
local out, tokens = {}, {}
for _, field in ipairs(redis.call('HKEYS', RECS)) do
  local token = string.match(field, '^t:(.*)')
  if token then
    tokens[#tokens + 1] = { token, redis.call('HGET', RECS, field) }
  end
  if not string.find(field, ':', 1, true) then
    local r = load_record(field)
    out[#out + 1] = {
      field, r[GEN], r[ATT], r[STATE], r[ACCOUNT], r[PER_ACCOUNT], r[SEQ], r[TOKEN] or '',
      redis.call('HGET', RECS, field .. ':e') or '',
    }
  end
end
return { out, tokens }`;

type RecordReply = [string, number, number, string, string, number, string, string, string];

/** Reads it in one transaction. */
export async function takeSnapshot(redis: Redis, keys: RedisKeys, orgId: string): Promise<QueueSnapshot> {
  const recs = keys.recs(orgId);
  const replies = await redis
    .multi()
    .eval(READ_RECORDS, 1, recs)
    .hkeys(recs)
    .lrange(keys.orgJobs(orgId), 0, -1)
    .zrange(keys.leases(orgId), '0', '-1')
    .zrange(keys.delayed(orgId), '0', '-1')
    .zrange(keys.parked(orgId), '0', '-1')
    .lrange(keys.done(orgId), 0, -1)
    .hgetall(keys.accounts(orgId))
    .exec();
  const values = (replies ?? []).map(([error, value]) => {
    if (error !== null) throw error;
    return value;
  });
  const [[rows, tokens], fields, list, leases, delayed, parked, done, accounts] = values as [
    [RecordReply[], [string, string][]],
    string[],
    string[],
    string[],
    string[],
    string[],
    string[],
    Record<string, string>,
  ];
  const records = rows.map(([jobId, gen, att, state, account, perAccount, seq, token, element]) => {
    return { jobId, gen, att, state, account, perAccount, seq, token, element };
  });
  const own = new Set(records.flatMap(({ jobId }) => [jobId, `${jobId}:e`, `${jobId}:o`]));
  return {
    records,
    strayFields: fields.filter((field) => !own.has(field) && !field.startsWith('t:')),
    tokens: new Map(tokens),
    list,
    leases,
    delayed,
    parked,
    done,
    accounts,
  };
}
