import { createContext, useContext } from 'react';

/** The few words that the parts themselves say. The application hands them in, in the reader's language. */
export interface UiTexts {
  close: string;
  clear: string;
  open: string;
  copy: string;
  copied: string;
  noMatches: string;
  increase: string;
  decrease: string;
  details: string;
}

const UiTextsContext = createContext<UiTexts | null>(null);
export const UiTextsProvider = UiTextsContext.Provider;

export function useUiTexts(): UiTexts {
  const texts = useContext(UiTextsContext);
  if (texts === null) throw new Error('UiTextsProvider is missing above this part.');
  return texts;
}
