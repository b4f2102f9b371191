import { createContext, useContext, useEffect } from 'react';

/** Covers the embedded browser, which otherwise lies above every part of the page; the answer uncovers it. */
export type Cover = () => () => void;

const NativeCoverContext = createContext<Cover | null>(null);
/** Where there is no embedded browser (web console) nothing is provided and the hook does nothing. */
export const NativeCoverProvider = NativeCoverContext.Provider;

/** Called by everything that floats over the page (dialog, sheet, menu, popover) for as long as it is shown. */
export function useNativeCover(): void {
  const cover = useContext(NativeCoverContext);
  useEffect(() => cover?.(), [cover]);
}

/** The hook as a part, to stand inside a popup that is only mounted while it is open. */
export function CoversNative(): null {
  useNativeCover();
  return null;
}
