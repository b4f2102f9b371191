import { z } from 'zod';
import { variableNameSchema } from './names.ts';

/** `retry(2)`, as people write it, or `{retry: 2}`. */
export const onErrorSchema = z.union([
  z.enum(['stop', 'continue', 'askPerson']),
  z.string().regex(/^retry\([1-9]\)$/, '"stop", "continue", "askPerson" or "retry(n)" with n from 1 to 9'),
  z.strictObject({ retry: z.number().int().min(1).max(9) }),
]);
export type OnError = z.infer<typeof onErrorSchema>;

/** How often a failed step is tried again before its failure counts. */
export function retriesOf(onError: OnError | undefined): number {
  if (onError === undefined || onError === 'stop' || onError === 'continue' || onError === 'askPerson') return 0;
  return typeof onError === 'string' ? Number(onError.slice(6, -1)) : onError.retry;
}

/** Fields that every step has. */
export const stepBase = {
  id: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'letters, digits, "_" and "-", at most 64')
    .optional(),
  name: z.string().max(200).optional(),
  disabled: z.boolean().optional(),
  timeoutMs: z.number().int().min(1).max(600_000).optional(),
  onError: onErrorSchema.optional(),
  saveAs: variableNameSchema.optional(),
  /** From here on the flow is not repeated by itself: a crash after this step ends in `needs_review` (R19). */
  pointOfNoReturn: z.boolean().optional(),
};

/** Text that may hold `{{variables}}`. */
export const templateText = z.string().max(20_000);

const HTTP_OR_TEMPLATE = /^(?:https?:\/\/[^\s/]|\{\{)/i;

/** An address, absolute http(s), with or without `{{variables}}` in it. */
export const templateUrl = z
  .string()
  .max(4000)
  .refine((value) => HTTP_OR_TEMPLATE.test(value) && (value.includes('{{') || URL.canParse(value)), {
    error: 'not an address: write it whole, as in https://portal.example/liquidaciones',
  });
