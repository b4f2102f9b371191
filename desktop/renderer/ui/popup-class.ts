/** What floats over the page: raised ground, hairline, the one shadow. */
export const popupClass =
  'rounded-panel border border-line bg-raised text-ink shadow-float outline-none transition-opacity duration-[120ms] data-ending-style:opacity-0 data-starting-style:opacity-0';

/** A row of a list that floats: menu, select, combobox, palette. */
export const optionClass =
  'flex min-h-7 items-center gap-2 rounded-control px-2 py-1 text-body outline-none select-none data-disabled:opacity-50 data-highlighted:bg-accent-soft';
