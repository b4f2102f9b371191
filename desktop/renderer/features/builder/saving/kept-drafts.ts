import { z } from 'zod';

const keptSchema = z.object({
  /** The server's revision that it was made from. */
  revision: z.number().int(),
  /** ms since the epoch. */
  at: z.number(),
  document: z.record(z.string(), z.unknown()),
});
export type KeptDraft = z.infer<typeof keptSchema>;

/** Changes that the server does not have yet, on this computer: each person's own. */
export interface KeptDrafts {
  read: (flowId: string) => KeptDraft | null;
  /** False: there is no room for it. */
  write: (flowId: string, draft: KeptDraft) => boolean;
  remove: (flowId: string) => void;
}

export function keptDrafts(storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>, userId: string): KeptDrafts {
  const key = (flowId: string): string => `sri.draft.${userId}.${flowId}`;
  return {
    read: (flowId) => {
      try {
        const parsed = keptSchema.safeParse(JSON.parse(storage.getItem(key(flowId)) ?? 'null'));
        return parsed.success ? parsed.data : null;
      } catch {
        return null;
      }
    },
    write: (flowId, draft) => {
      try {
        storage.setItem(key(flowId), JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    remove: (flowId) => storage.removeItem(key(flowId)),
  };
}
