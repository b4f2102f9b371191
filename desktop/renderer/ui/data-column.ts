import { createSortedRowModel, rowSortingFeature, sortFn_basic, tableFeatures } from '@tanstack/react-table';
import type { ReactNode } from 'react';

export const features = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});
export type Features = typeof features;

export interface DataColumn<T> {
  id: string;
  header: string;
  /** A CSS grid track, as `120px` or `minmax(160px, 1fr)`. */
  width: string;
  cell: (row: T) => ReactNode;
  align?: 'right';
  /** By what the column sorts; without it, it does not. */
  sortBy?: (row: T) => string | number;
  /** Shown instead of the header's text, as a checkbox. */
  headerCell?: ReactNode;
}
