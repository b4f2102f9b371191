import type { ReactNode } from 'react';
import { foldedIncludes } from '../../ui/fold-text.ts';

/** A setting as the page lists it: found by its words, drawn by its row. */
export interface Setting {
  id: string;
  label: string;
  /** Other words under which it is found. */
  also?: string;
  row: ReactNode;
}

export const SECTION_IDS = ['look', 'language', 'password', 'device', 'organisation', 'alerts', 'secrets'] as const;
export type SectionId = (typeof SECTION_IDS)[number];

export interface SettingSection {
  id: SectionId;
  title: string;
  settings: readonly Setting[];
}

/** The sections with what fits a search; those where nothing does are left out. */
export function findSettings(sections: readonly SettingSection[], query: string): SettingSection[] {
  return sections
    .map((section) => ({
      ...section,
      settings: section.settings.filter(({ label, also = '' }) =>
        foldedIncludes(`${section.title} ${label} ${also}`, query.trim()),
      ),
    }))
    .filter(({ settings }) => settings.length > 0);
}
