import common from './es/common.json' with { type: 'json' };
import shell from './es/shell.json' with { type: 'json' };
import account from './es/account.json' with { type: 'json' };
import flows from './es/flows.json' with { type: 'json' };
import home from './es/home.json' with { type: 'json' };
import jobs from './es/jobs.json' with { type: 'json' };
import list from './es/list.json' with { type: 'json' };
import portals from './es/portals.json' with { type: 'json' };
import run from './es/run.json' with { type: 'json' };
import servers from './es/servers.json' with { type: 'json' };
import steps from './es/steps.json' with { type: 'json' };
import errors from './es/errors.json' with { type: 'json' };

/** The Spanish words, by area. Their keys are the keys: English must have the same. */
export const es = {
  common,
  shell,
  account,
  flows,
  home,
  jobs,
  list,
  portals,
  run,
  servers,
  steps,
  errors,
};
