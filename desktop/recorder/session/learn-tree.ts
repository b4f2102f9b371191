import { z } from 'zod';
import type { Frames } from './frames.ts';

const node = z.object({
  frame: z.object({ id: z.string(), parentId: z.string().optional() }),
  childFrames: z.array(z.unknown()).optional(),
});

/** Takes in what the browser answers to `Page.getFrameTree`. `isTop`: its first frame is the tab's own document. */
export function learnTree(answer: unknown, session: string, isTop: boolean, frames: Frames): void {
  const walk = (tree: unknown): void => {
    const { data } = node.safeParse(tree);
    if (data === undefined) return;
    frames.attached(data.frame.id, data.frame.parentId ?? (isTop ? null : undefined), session);
    for (const child of data.childFrames ?? []) walk(child);
  };
  walk(z.object({ frameTree: z.unknown() }).safeParse(answer).data?.frameTree);
}
