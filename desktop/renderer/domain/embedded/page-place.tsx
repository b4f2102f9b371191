import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { EmbeddedPages } from '../../../contract/embedded.ts';
import type { EmbeddedActs } from './embedded-acts.ts';
import { PageFault } from './page-fault.tsx';

/** Tells where the embedded browser is to stand, as often as this rectangle moves or changes. */
function usePlace(place: EmbeddedActs['place']) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const target = element.current;
    if (target === null) return undefined;
    const tell = (): void => {
      const { x, y, width, height } = target.getBoundingClientRect();
      place({ x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) });
    };
    const observer = new ResizeObserver(tell);
    observer.observe(target);
    // A banner above moves it without changing its size.
    observer.observe(document.documentElement);
    if (target.parentElement !== null) observer.observe(target.parentElement);
    return () => {
      observer.disconnect();
      place(null);
    };
  }, [place]);
  return element;
}

interface PagePlaceProps {
  state: EmbeddedPages;
  acts: EmbeddedActs;
  /** A picture in the place of the page, while something of ours lies over it. */
  covered: { picture: string | null } | null;
}

/** Where the page of the portal stands, and what stands there instead of it. */
export function PagePlace({ state, acts, covered }: PagePlaceProps) {
  const { t } = useTranslation('embedded');
  const element = usePlace(acts.place);
  const fault = state.tabs.find(({ id }) => id === state.activeTab)?.fault ?? null;
  return (
    <div
      ref={element}
      role="group"
      aria-label={t('page')}
      data-region
      data-embedded
      tabIndex={-1}
      className="relative flex min-h-0 flex-1 bg-sunken outline-none"
    >
      {fault !== null && <PageFault fault={fault} onRetry={() => acts.go('reload')} />}
      {covered !== null && fault === null && (
        <div className="absolute inset-0">
          {covered.picture !== null && <img src={covered.picture} alt="" className="size-full opacity-40" />}
          <p className="absolute top-3 left-3 rounded-control bg-raised px-2 py-1 font-semibold shadow-float">
            {t('paused')}
          </p>
        </div>
      )}
    </div>
  );
}
