import { z } from 'zod';
import { targetSchema } from './locator.ts';
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

/** The name of a page (a tab, a window) within an execution. */
export const pageNameSchema = variableNameSchema;

/** The page on which every execution begins. Pages that open and that no `opens` names are `page2`, `page3` ... */
export const FIRST_PAGE = 'main';

/** Part of an address, or a pattern with `*` for any text. */
export const urlPattern = z.string().min(1).max(2000);

/** What has to hold once a step has acted; waited for within the step's time. `load`: the page that opens has loaded. */
export const afterSchema = z.union([
  z.strictObject({ url: urlPattern }),
  z.strictObject({ visible: targetSchema }),
  z.strictObject({ gone: targetSchema }),
  z.strictObject({ response: urlPattern }),
  z.strictObject({ load: z.literal(true) }),
]);
export type After = z.infer<typeof afterSchema>;

/** How a dialog of the page's JavaScript (alert, confirm, prompt) is answered; `text` is what a prompt is given. */
export const dialogAnswer = {
  answer: z.enum(['accept', 'dismiss']),
  text: z.string().max(20_000).optional(),
};
export const dialogAnswerSchema = z.strictObject(dialogAnswer);
export type DialogAnswer = z.infer<typeof dialogAnswerSchema>;

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
  /** The page in which this step (and what is inside it) acts, and it alone; the current one unless told, which `switchPage` changes. */
  page: pageNameSchema.optional(),
  after: afterSchema.optional(),
  /** The answer to the dialog that this step causes. Without it an alert is accepted and a question dismissed, and said in the log. */
  dialog: dialogAnswerSchema.optional(),
};

/** Text that may hold `{{variables}}`. */
export const templateText = z.string().max(20_000);

/** One variable and nothing else, as in `{{filas}}`. */
export const templateOnly = z.string().regex(/^\{\{[^{}]+\}\}$/, 'a variable, as in {{filas}}');

const HTTP_OR_TEMPLATE = /^(?:https?:\/\/[^\s/]|\{\{)/i;

/** An address, absolute http(s), with or without `{{variables}}` in it. */
export const templateUrl = z
  .string()
  .max(4000)
  .refine((value) => HTTP_OR_TEMPLATE.test(value) && (value.includes('{{') || URL.canParse(value)), {
    error: 'not an address: write it whole, as in https://portal.example/liquidaciones',
  });
