import live from './en/live.json' with { type: 'json' };
import members from './en/members.json' with { type: 'json' };
import robots from './en/robots.json' with { type: 'json' };
import schedules from './en/schedules.json' with { type: 'json' };
import builder from './en/builder.json' with { type: 'json' };
import capture from './en/capture.json' with { type: 'json' };
import embedded from './en/embedded.json' with { type: 'json' };
import settings from './en/settings.json' with { type: 'json' };
import webhooks from './en/webhooks.json' with { type: 'json' };

/** The same in English. */
export const later = { builder, capture, embedded, live, members, robots, schedules, settings, webhooks };
