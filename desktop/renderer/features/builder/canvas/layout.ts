import { listsOfType, stepsIn, type DraftStep, type ListName } from '../document/flow-document.ts';
import type { Place } from '../document/tree.ts';

/** All lengths in px at 100 %. */
export const CARD = { width: 264, height: 56 };
export const SLOT = { width: 32, height: 32 };
const LABEL_HEIGHT = 20;
const FRAME_GAP = 12;
const PAD = 16;
const COLUMN_GAP = 24;

interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A thing on the canvas. `depth`: how many frames it lies in, so that what is inside is drawn over what is outside. */
export type Box = Rect & { key: string; depth: number } & (
    | { kind: 'step'; id: string }
    /** Where a step can be put. */
    | { kind: 'slot'; place: Place; last: boolean }
    /** Around what stands in a container. */
    | { kind: 'frame'; id: string }
    | { kind: 'label'; id: string; list: ListName }
    /** The line along which a list is read. */
    | { kind: 'line' }
  );

/** Boxes around a vertical line at x = 0, from y = 0 downwards. */
interface Block {
  left: number;
  right: number;
  height: number;
  boxes: Box[];
}

function shifted(boxes: readonly Box[], x: number, y: number): Box[] {
  return boxes.map((box) => ({ ...box, x: box.x + x, y: box.y + y }));
}

function frameBlock(step: DraftStep, folded: ReadonlySet<string>, depth: number): Block {
  const columns = listsOfType(step.type).map((list) => ({
    list,
    block: listBlock(stepsIn(step, list), { parent: step.id, list }, folded, depth + 1),
  }));
  const inner = columns.reduce((sum, { block }) => sum + block.left + block.right, COLUMN_GAP * (columns.length - 1));
  const height = PAD + LABEL_HEIGHT + Math.max(...columns.map(({ block }) => block.height)) + PAD;
  const boxes: Box[] = [];
  let left = -inner / 2;
  for (const { list, block } of columns) {
    const axis = left + block.left;
    const label = { x: axis - CARD.width / 2, y: PAD, width: CARD.width, height: LABEL_HEIGHT };
    boxes.push({ kind: 'label', key: `label ${step.id} ${list}`, id: step.id, list, depth: depth + 1, ...label });
    boxes.push(...shifted(block.boxes, axis, PAD + LABEL_HEIGHT));
    left += block.left + block.right + COLUMN_GAP;
  }
  const half = inner / 2 + PAD;
  const frame = { x: -half, y: 0, width: 2 * half, height };
  boxes.unshift({ kind: 'frame', key: `frame ${step.id}`, id: step.id, depth, ...frame });
  return { left: half, right: half, height, boxes };
}

function listBlock(
  steps: readonly DraftStep[],
  { parent, list }: Omit<Place, 'index'>,
  folded: ReadonlySet<string>,
  depth: number,
): Block {
  const owner = parent ?? '';
  const boxes: Box[] = [];
  let y = 0;
  let half = CARD.width / 2;
  const slot = (index: number): void => {
    const last = index === steps.length;
    const place: Place = { parent, list, index };
    // One at the end of a list is the end's, whatever comes before it; the others go with the step that follows.
    const key = last ? `slot ${owner} ${list}` : `slot before ${steps[index]?.id ?? ''}`;
    boxes.push({ kind: 'slot', key, place, last, depth, x: -SLOT.width / 2, y, ...SLOT });
    y += SLOT.height;
  };
  for (const [index, step] of steps.entries()) {
    slot(index);
    boxes.push({ kind: 'step', key: step.id, id: step.id, depth, x: -CARD.width / 2, y, ...CARD });
    y += CARD.height;
    if (listsOfType(step.type).length === 0 || folded.has(step.id)) continue;
    const inner = frameBlock(step, folded, depth);
    boxes.push(...shifted(inner.boxes, 0, y + FRAME_GAP));
    y += FRAME_GAP + inner.height;
    half = Math.max(half, inner.left);
  }
  slot(steps.length);
  // Up to the middle of the last slot, whose sign ends it.
  const line = { x: -1, y: 0, width: 2, height: y - SLOT.height / 2 };
  boxes.unshift({ kind: 'line', key: `line ${owner} ${list}`, depth, ...line });
  return { left: half, right: half, height: y, boxes };
}

/**
 * Where everything of a flow lies: one below the other along a line at x = 0, the lists of a container side by side in a
 * frame below its card. Positions follow from the tree alone and are stored nowhere.
 */
export function layoutFlow(steps: readonly DraftStep[], folded: ReadonlySet<string>): Box[] {
  return listBlock(steps, { parent: null, list: 'steps' }, folded, 0).boxes;
}
