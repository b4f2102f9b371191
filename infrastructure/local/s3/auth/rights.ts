import { S3Error } from '../http/s3-errors.ts';

/** One set of credentials and what it may do. */
export interface S3User {
  accessKey: string;
  secretKey: string;
  /** Rules as `s3:PutObject sri-results/results/*`: an action, a blank, a bucket or a bucket/key; `*` is any text. */
  allow: readonly string[];
}

/** The rule of somebody who may do everything. */
export const EVERYTHING = 's3:* *';

/** What an operation needs, in the words of AWS's policies. */
export type Action =
  | 's3:AbortMultipartUpload'
  | 's3:CreateBucket'
  | 's3:DeleteBucket'
  | 's3:DeleteObject'
  | 's3:GetBucketLocation'
  | 's3:GetBucketVersioning'
  | 's3:GetObject'
  | 's3:ListAllMyBuckets'
  | 's3:ListBucket'
  | 's3:ListBucketMultipartUploads'
  | 's3:ListMultipartUploadParts'
  | 's3:PutObject';

/** Whether `text` fits a pattern in which `*` stands for any characters, also none. Linear in both, no backtracking. */
export function matchesPattern(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!text.startsWith(first)) return false;
  if (rest.length === 0) return text === first;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const piece of rest) {
    const found = text.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return text.length - at >= last.length && text.endsWith(last);
}

/** The rule's two halves, or undefined when it is not `s3:Action resource`. */
export function parseRule(rule: string): { action: string; resource: string } | undefined {
  const [, action, resource] = /^(s3:[A-Za-z*]+) (\S+)$/.exec(rule) ?? [];
  return action === undefined || resource === undefined ? undefined : { action, resource };
}

/** Whether a user may do that; `resource` is `bucket`, `bucket/key`, or empty for the list of buckets. */
export function mayDo(user: S3User, action: Action, resource: string): boolean {
  return user.allow.some((text) => {
    const rule = parseRule(text);
    return rule !== undefined && matchesPattern(rule.action, action) && matchesPattern(rule.resource, resource);
  });
}

/** Whether a user may list a bucket's keys under `prefix`: by a rule for the bucket, or for that part of it. */
export function mayList(user: S3User, bucket: string, prefix: string): boolean {
  return mayDo(user, 's3:ListBucket', bucket) || mayDo(user, 's3:ListBucket', `${bucket}/${prefix}`);
}

/** Throws AccessDenied, which names what is missing. */
export function requireRight(user: S3User, action: Action, resource: string): void {
  if (mayDo(user, action, resource)) return;
  throw new S3Error('AccessDenied', { message: `This access key may not ${action} on ${resource || 'the service'}.` });
}
