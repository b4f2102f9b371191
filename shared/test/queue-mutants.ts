import { type OrgScriptName, type Scripts, scriptOf } from '../queue/scripts.ts';

/**
 * A fault that somebody could write into a script. The model test has to find each of them (M10): one that it does not
 * find shows what it does not test.
 */
export interface Mutant {
  name: string;
  script: OrgScriptName;
  /** Stands in the script exactly once. */
  find: string;
  replace: string;
}

const OWNS = "record[STATE] ~= 'active' or record[TOKEN] ~= ";

export const QUEUE_MUTANTS: readonly Mutant[] = [
  {
    name: 'R8: finish without the fence',
    script: 'finish',
    find: `${OWNS}token`,
    replace: "record[STATE] ~= 'active'",
  },
  {
    name: 'R8: renew without the fence',
    script: 'renew',
    find: `${OWNS}ARGV[2]`,
    replace: "record[STATE] ~= 'active'",
  },
  {
    name: 'R8: give back without the fence',
    script: 'give-back',
    find: `${OWNS}token`,
    replace: "record[STATE] ~= 'active'",
  },
  { name: 'I3: a claim keeps the fence', script: 'claim', find: 'record[ATT] = record[ATT] + 1', replace: '' },
  {
    name: 'R6: a claim forgets its token',
    script: 'claim',
    find: "before[STATE] == 'active' and before[TOKEN] == token",
    replace: 'false',
  },
  {
    name: 'I7: a cap that is one too high',
    script: 'claim',
    find: '>= tonumber(ARGV[4])',
    replace: '> tonumber(ARGV[4])',
  },
  {
    name: 'accounts: a claim ignores a busy account',
    script: 'claim',
    find: 'account.held or #account.running >= record[PER_ACCOUNT]',
    replace: 'account.held',
  },
  {
    name: 'accounts: a claim ignores a hold',
    script: 'claim',
    find: 'account.held or #account.running >= record[PER_ACCOUNT]',
    replace: '#account.running >= record[PER_ACCOUNT]',
  },
  {
    name: 'accounts: a stale element is run again',
    script: 'claim',
    find: "packed and (record[STATE] ~= 'queued' or known_element ~= element)",
    replace: 'false',
  },
  {
    name: 'accounts: finish calls nobody forward',
    script: 'finish',
    find: 'if first_parked(account.name) then',
    replace: 'if false then',
  },
  { name: 'R3: a duplicate replaces', script: 'replace', find: 'old[GEN] >= tonumber(ARGV[2])', replace: 'false' },
  {
    name: 'R3: the same generation counts as older',
    script: 'enqueue',
    find: "old[GEN] >= tonumber(ARGV[2]) and 'duplicate' or 'older'",
    replace: "old[GEN] > tonumber(ARGV[2]) and 'duplicate' or 'queued'",
  },
  { name: 'R4: what is replaced stays where it was', script: 'replace', find: 'take_out(job, old)', replace: '' },
  {
    name: 'R4: replacing leaves the account taken',
    script: 'replace',
    find: 'call_next(leave_account(old[ACCOUNT], job), old[PER_ACCOUNT])',
    replace: '',
  },
  { name: 'I1: finish leaves the lease', script: 'finish', find: "redis.call('ZREM', LEASES, job)", replace: '' },
  {
    name: 'R10: finish forgets its answer',
    script: 'finish',
    find: 'answer = record[ANSWER]',
    replace: 'answer = nil',
  },
  {
    name: 'R18: one retry too many',
    script: 'finish',
    find: 'record[RETRIES] < record[MAX_ATTEMPTS] - 1',
    replace: 'record[RETRIES] < record[MAX_ATTEMPTS]',
  },
  { name: 'R21: a retry ignores the cancel', script: 'finish', find: 'record[CANCEL] == 0 and ', replace: '' },
  {
    name: 'R6: an unseen lease counts as a crash',
    script: 'reap',
    find: 'record[RENEWED] == 0 and',
    replace: 'false and',
  },
  { name: 'R20: stalls are not counted', script: 'reap', find: 'record[STALLS] = record[STALLS] + 1', replace: '' },
  {
    name: 'R20: one stall too many',
    script: 'reap',
    find: 'record[STALLS] > max_stalls',
    replace: 'record[STALLS] > max_stalls + 1',
  },
  {
    name: 'R21: reap ignores the cancel',
    script: 'reap',
    find: 'if record[CANCEL] == 1 then',
    replace: 'if false then',
  },
  {
    name: 'R22: reap ignores the hard limit',
    script: 'reap',
    find: 'if record[RENEWED] == 2 then',
    replace: 'if false then',
  },
  { name: 'R22: renew ignores the hard limit', script: 'renew', find: 'NOW >= record[DEADLINE]', replace: 'false' },
  {
    name: 'R21: cancel leaves the element',
    script: 'cancel',
    find: "redis.call('LREM', LIST, 1, element_of(job))",
    replace: '',
  },
  { name: 'R21: cancel of any generation', script: 'cancel', find: 'or record[GEN] ~= tonumber(ARGV[2])', replace: '' },
  { name: 'R21: revoke without having asked', script: 'revoke', find: ' or record[CANCEL] == 0', replace: '' },
  { name: 'I4: confirm at any fence', script: 'confirm', find: 'or record[ATT] ~= tonumber(ARGV[3])', replace: '' },
  {
    name: 'R10: confirm forgets the answer',
    script: 'confirm',
    find: 'remember_answer(record)\nforget',
    replace: 'forget',
  },
  { name: 'promote leaves the delay', script: 'promote', find: "redis.call('ZREM', DELAYED, job)", replace: '' },
  {
    name: 'release calls nobody forward',
    script: 'release',
    find: 'call_next(account, record and',
    replace: 'local _ = (record and',
  },
];

/** The scripts with the fault in one of them; throws where the fault's place is not there. */
export function withMutant(scripts: Scripts, { name, script, find, replace }: Mutant): Scripts {
  const { text, keys } = scripts[script];
  if (text.split(find).length !== 2) throw new Error(`mutant "${name}" does not fit ${script}.lua any more`);
  return {
    ...scripts,
    [script]: scriptOf(
      text.replace(find, () => replace),
      keys,
    ),
  };
}
