import { useReactFlow, useStoreApi } from '@xyflow/react';
import { useEffect, type RefObject } from 'react';
import { useBuilder, useBuilderState } from '../builder-context.tsx';
import type { CanvasNode } from './canvas-nodes.ts';

const MOVE_MS = 200;
/** Within so many px of an edge a step that is being moved takes the view along, by so many px a frame. */
const EDGE_PX = 48;
const PAN_PX = 12;

/** What moves the view besides the person's own hand: a selection out of sight, and a step that is carried to an edge. */
export function useCanvasView(frame: RefObject<HTMLElement | null>, nodes: ReadonlyMap<string, CanvasNode>): void {
  const { store } = useBuilder();
  const flow = useReactFlow();
  const canvas = useStoreApi();
  const selected = useBuilderState((state) => state.selected);

  useEffect(() => {
    const node = selected === null ? undefined : nodes.get(selected);
    if (node === undefined) return;
    const { transform, width, height } = canvas.getState();
    const [left, top, zoom] = transform;
    const { x, y } = node.position;
    const [from, to] = [left + x * zoom, left + (x + (node.width ?? 0)) * zoom];
    const [above, below] = [top + y * zoom, top + (y + (node.height ?? 0)) * zoom];
    if (from >= 0 && to <= width && above >= 0 && below <= height) return;
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const centre = { x: x + (node.width ?? 0) / 2, y: y + (node.height ?? 0) / 2 };
    void flow.setCenter(centre.x, centre.y, { zoom, duration: still ? 0 : MOVE_MS });
    // The view goes after what is selected, not after what moves by itself.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [selected]);

  useEffect(() => {
    let going = 0;
    const pan = (): void => {
      const { dragged } = store.getState();
      const box = frame.current?.getBoundingClientRect();
      going = 0;
      if (dragged === null || box === undefined) return;
      const inside = dragged.x > box.left && dragged.x < box.right && dragged.y > box.top && dragged.y < box.bottom;
      if (!inside) return;
      const towards = (at: number, from: number, to: number): number =>
        at < from + EDGE_PX ? PAN_PX : at > to - EDGE_PX ? -PAN_PX : 0;
      const by = { x: towards(dragged.x, box.left, box.right), y: towards(dragged.y, box.top, box.bottom) };
      if (by.x === 0 && by.y === 0) return;
      const { transform } = canvas.getState();
      void flow.setViewport({ x: transform[0] + by.x, y: transform[1] + by.y, zoom: transform[2] });
      going = requestAnimationFrame(pan);
    };
    const stop = store.subscribe(({ dragged }) => {
      if (dragged !== null && going === 0) going = requestAnimationFrame(pan);
    });
    return () => {
      stop();
      cancelAnimationFrame(going);
    };
  }, [store, flow, canvas, frame]);
}
