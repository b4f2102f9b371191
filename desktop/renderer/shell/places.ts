import type { LucideIcon } from 'lucide-react';
import { Bot, Globe, House, ListChecks, Settings } from 'lucide-react';

/** A screen of the sidebar. Only what is built stands here; the rest is added with its screen. */
export interface Place {
  id: 'home' | 'jobs' | 'portals' | 'robots' | 'settings';
  to: '/' | '/ejecuciones' | '/portales' | '/robots' | '/ajustes';
  icon: LucideIcon;
  /** Pressed after G. */
  letter?: string;
  group?: 'operation' | 'administration';
}

export const PLACES: readonly Place[] = [
  { id: 'home', to: '/', icon: House, letter: 'i' },
  { id: 'jobs', to: '/ejecuciones', icon: ListChecks, letter: 'e' },
  { id: 'portals', to: '/portales', icon: Globe, letter: 'p' },
  { id: 'robots', to: '/robots', icon: Bot, letter: 'r', group: 'operation' },
  { id: 'settings', to: '/ajustes', icon: Settings, group: 'administration' },
];
