import { z } from 'zod';

/** Rights grow from reader to admin; which role may do what stands in `protocol/permissions.ts`. */
export const roleSchema = z.enum(['admin', 'creator', 'operator', 'reader']);
export type Role = z.infer<typeof roleSchema>;

export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .pipe(z.email('an e-mail address, as in admin@empresa.com'));
export const passwordSchema = z.string().min(10, 'at least 10 characters').max(200, 'at most 200 characters');
