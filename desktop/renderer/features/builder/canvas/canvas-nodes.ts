import type { Node } from '@xyflow/react';
import type { Box } from './layout.ts';

export type CanvasNode = Node<{ box: Box }, Box['kind']>;

/** What lies over what, within frames of one depth: a list's line goes behind the frames that hang on it. */
const OVER: Record<Box['kind'], number> = { line: 0, frame: 1, label: 2, slot: 3, step: 4 };

function isSame(a: Box, b: Box): boolean {
  return (
    a.kind === b.kind &&
    a.x === b.x &&
    a.y === b.y &&
    a.width === b.width &&
    a.height === b.height &&
    a.depth === b.depth &&
    (a.kind !== 'slot' || b.kind !== 'slot' || (a.place.index === b.place.index && a.last === b.last))
  );
}

/** Boxes as the canvas takes them. What did not move is the same object as `before`, so that it is not drawn again. */
export function canvasNodes(boxes: readonly Box[], before: ReadonlyMap<string, CanvasNode>): Map<string, CanvasNode> {
  return new Map(
    boxes.map((box) => {
      const known = before.get(box.key);
      if (known !== undefined && isSame(known.data.box, box)) return [box.key, known];
      const { x, y, width, height } = box;
      const node: CanvasNode = {
        id: box.key,
        type: box.kind,
        position: { x, y },
        width,
        height,
        measured: { width, height },
        zIndex: box.depth * 10 + OVER[box.kind],
        data: { box },
      };
      return [box.key, node];
    }),
  );
}
