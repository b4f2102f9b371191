import { z } from 'zod';
import { createStore, type StoreApi } from 'zustand/vanilla';
import { isRegion, LANGUAGES, REGIONS, type Region } from './format.ts';

const regionSchema = z.custom<Region>((value) => typeof value === 'string' && isRegion(value));

const preferencesSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  density: z.enum(['compact', 'normal', 'comfortable']),
  language: z.enum(LANGUAGES),
  region: regionSchema,
  /** Own views of the list of executions: a name and the filters as they stand in the address. */
  jobViews: z.array(z.object({ name: z.string().min(1).max(40), search: z.record(z.string(), z.unknown()) })).max(20),
});
/** What a person sets for this machine. */
export type Preferences = z.infer<typeof preferencesSchema>;

const KEY = 'sri.preferences';

/** A first guess from the languages of the machine, as in `es-MX`. Spanish unless it clearly is English. */
export function guessPreferences(languages: readonly string[]): Preferences {
  const region = languages.map((tag) => tag.split('-').at(-1)?.toUpperCase() ?? '').find(isRegion);
  const language = languages[0]?.startsWith('en') === true ? 'en' : 'es';
  return { theme: 'system', density: 'normal', language, region: region ?? 'AR', jobViews: [] };
}

function read(storage: Pick<Storage, 'getItem'>, guess: Preferences): Preferences {
  try {
    const stored = preferencesSchema.partial().safeParse(JSON.parse(storage.getItem(KEY) ?? '{}'));
    return {
      ...guess,
      ...(stored.success ? Object.fromEntries(Object.entries(stored.data).filter(([, v]) => v !== undefined)) : {}),
    };
  } catch {
    return guess;
  }
}

/** The preferences, kept in `storage` from one start to the next. What cannot be read is guessed again. */
export function createPreferences(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  languages: readonly string[],
): StoreApi<Preferences> {
  const store = createStore<Preferences>(() => read(storage, guessPreferences(languages)));
  store.subscribe((state) => storage.setItem(KEY, JSON.stringify(state)));
  return store;
}

export const REGION_CODES = Object.keys(REGIONS).filter(isRegion);
