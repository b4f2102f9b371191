import type { HeaderMap } from '../auth/claim.ts';
import { S3Error } from '../http/s3-errors.ts';
import type { ObjectMeta } from '../store/object-meta.ts';
import type { WriteCondition } from '../store/object-store.ts';

// RFC 9110, section 13: conditional requests. Tags are compared strongly; S3 gives no weak ones.

function names(list: string, etag: string): boolean {
  return list.split(',').some((item) => {
    const tag = item.trim();
    return tag === '*' || tag.replace(/^W\//, '').replace(/^"(.*)"$/, '$1') === etag;
  });
}

function failed(condition: string): S3Error {
  return new S3Error('PreconditionFailed', { fields: { Condition: condition } });
}

/** Whole seconds of an HTTP date, or undefined when there is none that can be read (which is then ignored). */
function seconds(date: string | undefined): number | undefined {
  const time = Date.parse(date ?? '');
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

/**
 * Evaluates If-Match, If-Unmodified-Since, If-None-Match and If-Modified-Since, in that order, on what is read. Throws
 * PreconditionFailed; answers `unmodified` when the client's copy is still good. `prefix` is `x-amz-copy-source-` for
 * the source of a copy.
 */
export function readConditions(headers: HeaderMap, meta: ObjectMeta, prefix = ''): 'send' | 'unmodified' {
  const get = (name: string): string | undefined => headers.get(`${prefix}${name}`);
  const modified = Math.floor(meta.modified / 1000);
  const match = get('if-match');
  if (match !== undefined && !names(match, meta.etag)) throw failed('If-Match');
  const unmodifiedSince = seconds(get('if-unmodified-since'));
  if (match === undefined && unmodifiedSince !== undefined && modified > unmodifiedSince) {
    throw failed('If-Unmodified-Since');
  }
  const noneMatch = get('if-none-match');
  if (noneMatch !== undefined) return names(noneMatch, meta.etag) ? 'unmodified' : 'send';
  const modifiedSince = seconds(get('if-modified-since'));
  return modifiedSince !== undefined && modified <= modifiedSince ? 'unmodified' : 'send';
}

/** What If-None-Match: * and If-Match ask of the object that a write would replace; undefined if nothing. */
export function writeCondition(headers: HeaderMap): WriteCondition | undefined {
  const noneMatch = headers.get('if-none-match');
  const match = headers.get('if-match');
  if (noneMatch === undefined && match === undefined) return undefined;
  if (noneMatch !== undefined && noneMatch.trim() !== '*') {
    throw new S3Error('NotImplemented', { message: 'If-None-Match on a write can only be "*".' });
  }
  return (existing) => {
    if (noneMatch !== undefined && existing) throw failed('If-None-Match');
    if (match === undefined) return;
    if (!existing) throw new S3Error('NoSuchKey');
    if (!names(match, existing.etag)) throw failed('If-Match');
  };
}
