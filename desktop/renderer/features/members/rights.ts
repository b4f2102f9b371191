import type { Permission } from '@sri/shared/protocol/permissions.ts';
import type members from '../../locales/es/members.json';

/** Each right in the words of the matrix, from what everybody may to what few may. */
export const RIGHT_WORDS: Partial<Record<Permission, keyof (typeof members)['right']>> = {
  'org:read': 'orgRead',
  'jobs:read': 'jobsRead',
  'flows:read': 'flowsRead',
  'sessions:read': 'sessionsRead',
  'secrets:read': 'secretsRead',
  'workers:read': 'workersRead',
  'jobs:run': 'jobsRun',
  'sessions:write': 'sessionsWrite',
  'flows:write': 'flowsWrite',
  'flows:publish': 'flowsPublish',
  'secrets:write': 'secretsWrite',
  'providers:write': 'providersWrite',
  'schedules:read': 'schedulesRead',
  'schedules:write': 'schedulesWrite',
  'webhooks:read': 'webhooksRead',
  'webhooks:send': 'webhooksSend',
  'webhooks:write': 'webhooksWrite',
  'members:write': 'membersWrite',
  'apiKeys:write': 'apiKeysWrite',
  'settings:write': 'settingsWrite',
  'audit:read': 'auditRead',
  'workers:write': 'workersWrite',
};
