import type { z } from 'zod';

/** One call of the renderer to the main process: what it takes and what it answers. */
export interface IpcCall {
  input: z.ZodType;
  output: z.ZodType;
}

export type IpcCalls = Record<string, IpcCall>;

/** What the main process tells the renderer unasked, by name. */
export type IpcEvents = Record<string, z.ZodType>;
