import { z } from 'zod';

/** One request of a portal's page that failed or took very long. */
export const networkRequestSchema = z.object({
  /** When it was sent, ms since the epoch. */
  at: z.number(),
  method: z.string(),
  /** Without query and fragment. */
  url: z.string(),
  /** As the browser says: `document`, `xhr`, `image` ... */
  kind: z.string(),
  /** Null where no answer came. */
  status: z.number().nullable(),
  /** The browser's own word for what went wrong on the way; null where nothing did. */
  error: z.string().nullable(),
  /** From sending to the last byte, or to the end of the execution where that never came. */
  ms: z.number(),
});
export type NetworkRequest = z.infer<typeof networkRequestSchema>;

/** An error that a portal's page wrote to its console or did not catch. */
export const pageMessageSchema = z.object({ at: z.number(), text: z.string() });
export type PageMessage = z.infer<typeof pageMessageSchema>;

/** `network.json`: what went wrong between the browser and the portal, or in the portal's own page. There is none where nothing did. */
export const networkRecordSchema = z.object({
  format: z.literal('sri-network/1'),
  requests: z.array(networkRequestSchema),
  messages: z.array(pageMessageSchema),
  /** So many more there were of both. */
  leftOut: z.number(),
});
export type NetworkRecord = z.infer<typeof networkRecordSchema>;

/** From when on a request is told of though it went well, in ms. */
export const SLOW_REQUEST_MS = 10_000;
