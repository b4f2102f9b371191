import { z } from 'zod';
import { targetSchema } from './locator.ts';

const operand = z.union([z.string().max(4000), z.number(), z.boolean()]);
const pair = z.tuple([operand, operand]);

export type Condition =
  | { exists: z.infer<typeof targetSchema> }
  | { visible: z.infer<typeof targetSchema> }
  | { text: { target: z.infer<typeof targetSchema>; contains: string } }
  | { url: string }
  | { equals: z.infer<typeof pair> }
  | { empty: string }
  | { not: Condition }
  | { all: Condition[] }
  | { any: Condition[] };

/** What an `if` asks, now, without waiting. `url` is a pattern with `*`; `equals` compares as text; `empty` takes a `{{variable}}`. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ exists: targetSchema }),
    z.strictObject({ visible: targetSchema }),
    z.strictObject({ text: z.strictObject({ target: targetSchema, contains: z.string().max(4000) }) }),
    z.strictObject({ url: z.string().min(1).max(2000) }),
    z.strictObject({ equals: pair }),
    z.strictObject({ empty: z.string().max(4000) }),
    z.strictObject({ not: conditionSchema }),
    z.strictObject({ all: z.array(conditionSchema).min(1).max(20) }),
    z.strictObject({ any: z.array(conditionSchema).min(1).max(20) }),
  ]),
);
