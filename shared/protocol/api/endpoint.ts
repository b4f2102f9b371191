import type { z } from 'zod';
import type { Permission } from '../permissions.ts';

/**
 * One call of the HTTP API: what server, desktop and the OpenAPI document all read. `permission` is required, so that
 * a route without one does not compile: `public` needs no token, `member` any valid token of an organisation.
 */
export interface Endpoint {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Express 5 path with `:params`, from the root, as `/api/flows/:id`. */
  path: string;
  summary: string;
  tag: string;
  permission: 'public' | 'member' | Permission;
  /**
   * What a public call makes of a token or cookie that is sent along: without this a wrong one is refused; `lenient`
   * takes a wrong one for none (who signs in may still hold an old one); `ignored` does not look.
   */
  credentials?: 'lenient' | 'ignored';
  params?: z.ZodType;
  query?: z.ZodType;
  /** Headers that a caller may send along, by their names in lower case. */
  headers?: z.ZodType;
  /** Absent: the call takes no body; one that is sent is ignored if it is empty, refused else. */
  body?: z.ZodType;
  /**
   * Its text may hold characters of code 0 and half characters (lone surrogates), since no database keeps it. Refused
   * everywhere else.
   */
  anyText?: true;
  /** Largest body in bytes; 1 MB if not given. */
  bodyLimit?: number;
  status: number;
  response?: z.ZodType;
  /** Set where the answer is not JSON, as `text/event-stream`. */
  produces?: string;
}

export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}
