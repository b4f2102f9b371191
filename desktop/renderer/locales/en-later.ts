import webhooks from './en/webhooks.json' with { type: 'json' };

/** The same in English. */
export const later = { webhooks };
