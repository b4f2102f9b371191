import common from './en/common.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import account from './en/account.json' with { type: 'json' };
import builder from './en/builder.json' with { type: 'json' };
import capture from './en/capture.json' with { type: 'json' };
import embedded from './en/embedded.json' with { type: 'json' };
import flows from './en/flows.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import jobs from './en/jobs.json' with { type: 'json' };
import list from './en/list.json' with { type: 'json' };
import live from './en/live.json' with { type: 'json' };
import members from './en/members.json' with { type: 'json' };
import portals from './en/portals.json' with { type: 'json' };
import robots from './en/robots.json' with { type: 'json' };
import run from './en/run.json' with { type: 'json' };
import schedules from './en/schedules.json' with { type: 'json' };
import servers from './en/servers.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import steps from './en/steps.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };

/** The English words, by area. */
export const en = {
  common,
  shell,
  account,
  builder,
  capture,
  embedded,
  flows,
  home,
  jobs,
  list,
  live,
  members,
  portals,
  robots,
  run,
  schedules,
  servers,
  settings,
  steps,
  errors,
};
