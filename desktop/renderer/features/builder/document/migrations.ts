type Loose = Record<string, unknown>;

/**
 * Steps from one form of the draft to the next; the first one makes version 1 of what had none. A change of the form adds
 * a step at the end, and none is ever edited: drafts of any age are stored, on the server and on people's computers.
 */
export const MIGRATIONS: readonly ((document: Loose) => Loose)[] = [
  // Drafts had no version while the API alone wrote them: a flow's content as it is, some parts missing.
  (document) => ({ name: '', description: '', steps: [], inputs: {}, options: {}, ...document }),
];

/** The form that this console reads and writes. */
export const SCHEMA_VERSION = MIGRATIONS.length;

/** A stored draft in today's form. One of a later console is taken as it is: what it has more is kept. */
export function migrate(stored: Loose): Loose {
  const from = typeof stored['schemaVersion'] === 'number' ? stored['schemaVersion'] : 0;
  const migrated = MIGRATIONS.slice(from).reduce((document, step) => step(document), stored);
  return { ...migrated, schemaVersion: Math.max(from, SCHEMA_VERSION) };
}
