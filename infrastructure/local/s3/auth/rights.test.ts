import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EVERYTHING, matchesPattern, mayDo, mayList, parseRule } from './rights.ts';

const WORKER = {
  accessKey: 'worker',
  secretKey: 'secret-of-worker',
  allow: ['s3:PutObject sri-results/results/*', 's3:GetObject sri-scripts/scripts/*'],
};

describe('R52 rights of an access key', () => {
  it('lets a worker put results and get scripts, and nothing else', () => {
    expect(mayDo(WORKER, 's3:PutObject', 'sri-results/results/o/u/j/result.json')).toBe(true);
    expect(mayDo(WORKER, 's3:GetObject', 'sri-scripts/scripts/o/f/h.json')).toBe(true);
    expect(mayDo(WORKER, 's3:GetObject', 'sri-results/results/o/u/j/result.json')).toBe(false);
    expect(mayDo(WORKER, 's3:PutObject', 'sri-scripts/scripts/o/f/h.json')).toBe(false);
    expect(mayDo(WORKER, 's3:PutObject', 'sri-results/elsewhere')).toBe(false);
    expect(mayDo(WORKER, 's3:PutObject', 'sri-results-2/results/x')).toBe(false);
    expect(mayDo(WORKER, 's3:DeleteObject', 'sri-results/results/x')).toBe(false);
    expect(mayDo(WORKER, 's3:ListAllMyBuckets', '')).toBe(false);
    expect(mayList(WORKER, 'sri-results', 'results/')).toBe(false);
  });

  it('lets the first user do everything', () => {
    const user = { ...WORKER, allow: [EVERYTHING] };
    expect(mayDo(user, 's3:DeleteBucket', 'any')).toBe(true);
    expect(mayDo(user, 's3:ListAllMyBuckets', '')).toBe(true);
  });

  it('lets somebody list a bucket, or a part of it', () => {
    const part = { ...WORKER, allow: ['s3:ListBucket b/results/*'] };
    expect(mayList(part, 'b', 'results/x')).toBe(true);
    expect(mayList(part, 'b', '')).toBe(false);
    expect(mayList({ ...WORKER, allow: ['s3:ListBucket b'] }, 'b', 'anything')).toBe(true);
  });

  it('matches as a regular expression of the same pattern would', () => {
    const piece = fc.constantFrom('a', 'b', '*', '/', '.');
    const text = fc.array(fc.constantFrom('a', 'b', '/', '.'), { maxLength: 8 }).map((parts) => parts.join(''));
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), text, (parts, candidate) => {
        const pattern = parts.join('');
        const expression = new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll('*', '.*')}$`);
        expect(matchesPattern(pattern, candidate)).toBe(expression.test(candidate));
      }),
    );
  });

  it.each(['', 's3:PutObject', 'PutObject b/*', 's3:PutObject b/* c', 's3:PutObject  b', 's3: b'])(
    'does not take "%s" for a rule',
    (text) => expect(parseRule(text)).toBeUndefined(),
  );
});
