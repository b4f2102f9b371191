import { z } from 'zod';
import { targetSchema } from '../locator.ts';
import { stepBase } from '../step-base.ts';

const column = z
  .strictObject({
    name: z.string().min(1).max(100),
    header: z.string().min(1).max(200).optional(),
    index: z.number().int().min(0).max(500).optional(),
    attribute: z.string().min(1).max(200).optional(),
  })
  .refine((value) => value.header === undefined || value.index === undefined, {
    error: 'either header or index, not both',
    path: ['index'],
  });

/** Reads a table over all its pages. Without `columns` every column under its header's text; a column without header or index is found by its name. */
export const extractTableSchema = z.strictObject({
  ...stepBase,
  type: z.literal('extractTable'),
  target: targetSchema,
  columns: z.array(column).min(1).max(200).optional(),
  pagination: z
    .strictObject({ next: targetSchema, maxPages: z.number().int().min(1).max(1000).default(50) })
    .optional(),
});
