import type { Role } from '../model/user.ts';

/** What may be done, and by whom. Deny by default: a right that is not listed for a role is not had (R40). */
export const PERMISSIONS = {
  'org:read': ['admin', 'creator', 'operator', 'reader'],
  'members:write': ['admin'],
  'apiKeys:write': ['admin'],
  'audit:read': ['admin'],
  'settings:write': ['admin'],
  'providers:write': ['admin', 'creator'],
  'flows:read': ['admin', 'creator', 'operator', 'reader'],
  'flows:write': ['admin', 'creator'],
  'flows:publish': ['admin', 'creator'],
  'sessions:read': ['admin', 'creator', 'operator', 'reader'],
  'sessions:write': ['admin', 'creator', 'operator'],
  'secrets:read': ['admin', 'creator', 'operator', 'reader'],
  'secrets:write': ['admin', 'creator'],
  'jobs:read': ['admin', 'creator', 'operator', 'reader'],
  'jobs:run': ['admin', 'creator', 'operator'],
  'webhooks:read': ['admin', 'creator', 'operator'],
  'webhooks:send': ['admin', 'creator', 'operator'],
  'webhooks:write': ['admin', 'creator'],
  /** To pause, resume or run one now is `jobs:run`, as it is with a portal. */
  'schedules:read': ['admin', 'creator', 'operator', 'reader'],
  'schedules:write': ['admin', 'creator'],
  'workers:read': ['admin', 'creator', 'operator', 'reader'],
  /** Workers serve every organisation: whose admins may is decided by the installation besides (features/workers). */
  'workers:write': ['admin'],
} as const satisfies Record<string, readonly Role[]>;

export type Permission = keyof typeof PERMISSIONS;

export function mayDo(role: Role, permission: Permission): boolean {
  return (PERMISSIONS[permission] as readonly Role[]).includes(role);
}
