import { jobEventSchema, type JobEvent } from '../model/live-event.ts';

/** The one field of an entry in `sri:job:{JOB}:events`; it holds a `JobEvent` as JSON. */
export const EVENT_FIELD = 'event';

/** An entry's fields as Redis hands them out, as an event; null for what is not one. */
export function parseStreamFields(fields: readonly string[]): JobEvent | null {
  const at = fields.indexOf(EVENT_FIELD);
  const text = at === -1 ? undefined : fields[at + 1];
  if (text === undefined) return null;
  try {
    const parsed = jobEventSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
