import { z } from 'zod';

/** Name of a variable, an input, a saved result: becomes a file name, so it is kept plain. */
export const variableNameSchema = z
  .string()
  .regex(/^[\p{L}_][\p{L}\p{N}_-]{0,63}$/u, 'letters, digits, "_" and "-", starting with a letter, at most 64');

/** Short name in addresses and Redis keys, as `cargill`. */
export const slugSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower case letters, digits and "-", at most 63');

/** Semantic version without build or pre-release parts, as `1.0.0`. */
export const versionSchema = z.string().regex(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/, 'three numbers, as in 1.0.0');

/** Name of a secret of an organisation, as `clave_cargill`. */
export const secretNameSchema = variableNameSchema;
