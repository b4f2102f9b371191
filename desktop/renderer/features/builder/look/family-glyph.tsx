import type { ReactNode } from 'react';
import { cx } from '../../../ui/cx.ts';
import { FAMILY_INK, type Family } from './family.ts';

const SHAPES: Record<Family, ReactNode> = {
  navigate: <path d="M2.5 3.5h11v9h-11zM2.5 6.5h11M6 9.6h4m-1.6-1.6L10 9.6l-1.6 1.6" />,
  act: <path d="m4 2.5 8.2 5.2-3.6.7 2 3.9-1.7.9-2-3.9L4 11.8z" />,
  read: <path d="M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.4 6.3V13" />,
  control: <path d="M8 2v3.2M8 5.2 11.4 8 8 10.8 4.6 8zM8 10.8V14" />,
  person: <path d="M8 7.4a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8zM3 13.4c.6-2.7 2.4-4 5-4s4.4 1.3 5 4" />,
  send: <path d="M2.5 7.6 13.5 3l-3 10.5-2.7-4.2zM7.8 9.3 13.5 3" />,
};

/** The sign of a family of steps; the words beside it say the same. */
export function FamilyGlyph({ family, className }: { family: Family; className?: string }) {
  return (
    <svg
      width={16}
      height={16}
      viewBox="0 0 16 16"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={cx('shrink-0', FAMILY_INK[family], className)}
    >
      {SHAPES[family]}
    </svg>
  );
}
