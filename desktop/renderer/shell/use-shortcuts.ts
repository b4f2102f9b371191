import { useNavigate } from '@tanstack/react-router';
import { useHotkeys } from 'react-hotkeys-hook';
import { usePlaces } from './use-places.ts';

/** Moves the focus to the next (or with -1 the previous) part of the window that is marked `data-region`. */
function moveRegion(by: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  const from = here === -1 && by === -1 ? 0 : here;
  regions.at((from + by) % regions.length)?.focus();
}

/** Where the keys are written into: there a sequence of letters is a word. */
const ANYWHERE = { preventDefault: true, enableOnFormTags: true, useKey: true } as const;

/** The shortcuts that hold on every screen. `useKey`: what is printed on the key counts, whatever the layout. */
export function useShortcuts({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }): void {
  const navigate = useNavigate();
  const places = usePlaces();
  useHotkeys('ctrl+k, meta+k', onPalette, ANYWHERE);
  useHotkeys('f1', onHelp, ANYWHERE);
  useHotkeys('?, shift+?', onHelp, { useKey: true });
  useHotkeys('f6', () => moveRegion(1), ANYWHERE);
  useHotkeys('shift+f6', () => moveRegion(-1), ANYWHERE);
  const sequences = places.flatMap(({ letter }) => (letter === undefined ? [] : [`g>${letter}`]));
  useHotkeys(
    sequences,
    (_event, { keys }) => {
      const place = places.find(({ letter }) => letter === keys?.at(-1));
      if (place !== undefined) void navigate({ to: place.to });
    },
    { useKey: true },
    [places],
  );
}
