import common from './en/common.json' with { type: 'json' };
import shell from './en/shell.json' with { type: 'json' };
import account from './en/account.json' with { type: 'json' };
import flows from './en/flows.json' with { type: 'json' };
import home from './en/home.json' with { type: 'json' };
import jobs from './en/jobs.json' with { type: 'json' };
import list from './en/list.json' with { type: 'json' };
import portals from './en/portals.json' with { type: 'json' };
import run from './en/run.json' with { type: 'json' };
import servers from './en/servers.json' with { type: 'json' };
import steps from './en/steps.json' with { type: 'json' };
import errors from './en/errors.json' with { type: 'json' };

/** The English words, by area. */
export const en = {
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
