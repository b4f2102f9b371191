import type { Permission } from '@sri/shared/protocol/permissions.ts';
import type { LucideIcon } from 'lucide-react';
import { Bot, CalendarClock, Globe, House, ListChecks, Settings, Users, Webhook, Workflow } from 'lucide-react';

/** A screen of the sidebar. Only what is built stands here; the rest is added with its screen. */
export interface Place {
  id: 'home' | 'jobs' | 'flows' | 'portals' | 'schedules' | 'robots' | 'webhooks' | 'members' | 'settings';
  to:
    | '/'
    | '/ejecuciones'
    | '/flujos'
    | '/portales'
    | '/programacion'
    | '/robots'
    | '/webhooks'
    | '/miembros'
    | '/ajustes';
  icon: LucideIcon;
  /** Pressed after G. */
  letter?: string;
  group?: 'operation' | 'administration';
  /** Without it the place is not shown at all: administration is nobody else's business. */
  permission?: Permission;
}

export const PLACES: readonly Place[] = [
  { id: 'home', to: '/', icon: House, letter: 'i' },
  { id: 'jobs', to: '/ejecuciones', icon: ListChecks, letter: 'e' },
  { id: 'flows', to: '/flujos', icon: Workflow, letter: 'f' },
  { id: 'portals', to: '/portales', icon: Globe, letter: 'p' },
  { id: 'schedules', to: '/programacion', icon: CalendarClock, letter: 'h' },
  { id: 'robots', to: '/robots', icon: Bot, letter: 'r', group: 'operation' },
  { id: 'webhooks', to: '/webhooks', icon: Webhook, letter: 'w', group: 'operation', permission: 'webhooks:read' },
  {
    id: 'members',
    to: '/miembros',
    icon: Users,
    letter: 'm',
    group: 'administration',
    permission: 'members:write',
  },
  { id: 'settings', to: '/ajustes', icon: Settings, letter: 'a', group: 'administration' },
];
