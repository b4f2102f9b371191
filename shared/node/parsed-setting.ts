import { z } from 'zod';

/** A setting in a notation of its own, empty by default; what its reader says about a fault becomes the variable's fault. */
export function parsedBy<T>(parse: (text: string) => T) {
  return z
    .string()
    .default('')
    .transform((text, context): T => {
      try {
        return parse(text);
      } catch (error) {
        context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
        return z.NEVER;
      }
    });
}
