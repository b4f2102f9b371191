import { useNavigate } from '@tanstack/react-router';
import { useHotkeys } from 'react-hotkeys-hook';
import { PLACES } from './places.ts';

/** Moves the focus to the next part of the window that is marked `data-region`. */
function nextRegion(): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')];
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  regions[(here + 1) % regions.length]?.focus();
}

/** The shortcuts that hold on every screen. `useKey`: what is printed on the key counts, whatever the layout. */
export function useShortcuts({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }): void {
  const navigate = useNavigate();
  useHotkeys('ctrl+k, meta+k', onPalette, { preventDefault: true, enableOnFormTags: true, useKey: true });
  useHotkeys('f1', onHelp, { preventDefault: true, enableOnFormTags: true, useKey: true });
  useHotkeys('f6', nextRegion, { preventDefault: true, enableOnFormTags: true, useKey: true });
  const sequences = PLACES.flatMap(({ letter }) => (letter === undefined ? [] : [`g>${letter}`]));
  useHotkeys(
    sequences,
    (_event, { keys }) => {
      const place = PLACES.find(({ letter }) => letter === keys?.at(-1));
      if (place !== undefined) void navigate({ to: place.to });
    },
    { useKey: true },
  );
}
