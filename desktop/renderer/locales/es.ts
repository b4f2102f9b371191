import common from './es/common.json' with { type: 'json' };
import shell from './es/shell.json' with { type: 'json' };
import account from './es/account.json' with { type: 'json' };
import builder from './es/builder.json' with { type: 'json' };
import capture from './es/capture.json' with { type: 'json' };
import embedded from './es/embedded.json' with { type: 'json' };
import flows from './es/flows.json' with { type: 'json' };
import home from './es/home.json' with { type: 'json' };
import jobs from './es/jobs.json' with { type: 'json' };
import list from './es/list.json' with { type: 'json' };
import live from './es/live.json' with { type: 'json' };
import members from './es/members.json' with { type: 'json' };
import portals from './es/portals.json' with { type: 'json' };
import robots from './es/robots.json' with { type: 'json' };
import run from './es/run.json' with { type: 'json' };
import schedules from './es/schedules.json' with { type: 'json' };
import servers from './es/servers.json' with { type: 'json' };
import settings from './es/settings.json' with { type: 'json' };
import steps from './es/steps.json' with { type: 'json' };
import errors from './es/errors.json' with { type: 'json' };

/** The Spanish words, by area. Their keys are the keys: English must have the same. */
export const es = {
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
