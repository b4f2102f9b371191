import type { Fixture } from './fixture.ts';
import { forms } from './fixtures/forms.ts';
import { inside } from './fixtures/inside.ts';
import { lists } from './fixtures/lists.ts';
import { moving } from './fixtures/moving.ts';

/** Every fixture; the names are their own. */
export const FIXTURES: readonly Fixture[] = [...forms, ...lists, ...moving, ...inside];
