import live from './es/live.json' with { type: 'json' };
import members from './es/members.json' with { type: 'json' };
import robots from './es/robots.json' with { type: 'json' };
import schedules from './es/schedules.json' with { type: 'json' };
import builder from './es/builder.json' with { type: 'json' };
import capture from './es/capture.json' with { type: 'json' };
import embedded from './es/embedded.json' with { type: 'json' };
import settings from './es/settings.json' with { type: 'json' };
import webhooks from './es/webhooks.json' with { type: 'json' };

/** The Spanish words of screens that are not opened every day: they come with the first look at one. The first load has a budget. */
export const later = { builder, capture, embedded, live, members, robots, schedules, settings, webhooks };
