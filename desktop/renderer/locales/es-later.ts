import webhooks from './es/webhooks.json' with { type: 'json' };

/** The Spanish words of screens that are not opened every day: they come with the first look at one. The first load has a budget. */
export const later = { webhooks };
