import { useSyncExternalStore } from 'react';

function subscribe(changed: () => void): () => void {
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-density'] });
  return () => observer.disconnect();
}

/** Height of a row in px, as the density asks (token `--row`). */
export function useRowHeight(): number {
  return useSyncExternalStore(subscribe, () => {
    const height = Number.parseInt(getComputedStyle(document.documentElement).getPropertyValue('--row'), 10);
    return Number.isNaN(height) ? 32 : height;
  });
}
