import { roleSchema, type Role } from '@sri/shared/model/user.ts';

/** The one of two roles that may do less. */
export function lowerRole(a: Role, b: Role): Role {
  const { options } = roleSchema;
  return options.indexOf(a) > options.indexOf(b) ? a : b;
}
