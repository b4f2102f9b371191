import { AppError } from '@sri/shared/errors.ts';
import type { Draft } from '@sri/shared/protocol/api/flow-drafts.ts';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setField } from '../document/change-tree.ts';
import type { FlowDocument } from '../document/flow-document.ts';
import { openDocument } from '../document/open-document.ts';
import { createDraftSaver } from './draft-saver.ts';
import { keptDrafts, type KeptDraft } from './kept-drafts.ts';
import { differenceOf } from './same-document.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const START = openDocument({ steps: [{ id: 'a', type: 'click' }] });

/** A server that keeps one draft as the real one does: a revision that grows, 412 where another one is expected. */
function server() {
  let stored: Draft = {
    flowId: 'f',
    revision: 3,
    document: { ...START },
    updatedBy: null,
    updatedAt: null,
    errors: [],
  };
  const faults: AppError[] = [];
  const loseAnswers: boolean[] = [];
  return {
    faults,
    loseAnswers,
    stored: () => stored,
    save: (document: Record<string, unknown>) => {
      // The database does not keep the order of an object's fields.
      const reordered = Object.fromEntries(Object.entries(document).toReversed());
      stored = { ...stored, revision: stored.revision + 1, document: reordered };
    },
    put: async function put(this: void, document: FlowDocument, revision: number): Promise<Draft> {
      const fault = faults.shift();
      if (fault !== undefined) throw fault;
      if (revision !== stored.revision) throw new AppError('precondition_failed', 'Too late.', { hint: '' });
      stored = {
        ...stored,
        revision: revision + 1,
        document: Object.fromEntries(Object.entries(document).toReversed()),
      };
      if (loseAnswers.shift() === true) throw away;
      return stored;
    },
  };
}

const away = new AppError('server_unreachable', 'Away.', { hint: '' });

function opened(found: KeptDraft | null = null) {
  const there = server();
  const values = new Map<string, string>();
  const kept = keptDrafts(
    {
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: (key) => void values.delete(key),
    },
    'maria',
  );
  let document = found === null ? START : openDocument(found.document);
  if (found !== null) kept.write('f', found);
  const put = vi.fn<(typeof there)['put']>((...input) => there.put(...input));
  const saver = createDraftSaver({
    flowId: 'f',
    base: there.stored(),
    found,
    current: () => document,
    put,
    read: async () => there.stored(),
    kept,
  });
  const type = (name: string): void => {
    document = setField(document, 'a', ['name'], name);
    saver.changed();
  };
  const kind = (): string => saver.state.getState().kind;
  return { there, kept, saver, put, type, kind, document: () => document };
}

test('saves once, 2 s after the last change, under the revision that it was read with', async () => {
  const { put, type, kind, document } = opened();
  type('uno');
  await vi.advanceTimersByTimeAsync(1500);
  type('dos');
  await vi.advanceTimersByTimeAsync(1999);
  expect(put).not.toHaveBeenCalled();
  expect(kind()).toBe('pending');
  await vi.advanceTimersByTimeAsync(1);
  expect(put.mock.calls).toEqual([[document(), 3]]);
  expect(kind()).toBe('saved');
  type('tres');
  await vi.advanceTimersByTimeAsync(2000);
  expect(put).toHaveBeenLastCalledWith(document(), 4);
  expect(put).toHaveBeenCalledTimes(2);
});

test('what changes while it is being saved is saved next', async () => {
  const { there, put, type, saver, kind, document } = opened();
  let answer = (): void => undefined;
  put.mockImplementationOnce(async (...input) => {
    await new Promise<void>((resolve) => (answer = resolve));
    return there.put(...input);
  });
  type('uno');
  const saved = saver.saveNow();
  type('dos');
  answer();
  await saved;
  expect(kind()).toBe('pending');
  await vi.advanceTimersByTimeAsync(2000);
  expect(there.stored().document['steps']).toEqual(document().steps);
  expect(kind()).toBe('saved');
});

test('while the server is away it stays on this computer, and is sent when it is back', async () => {
  const { there, kept, type, saver, kind, document } = opened();
  there.faults.push(away);
  type('uno');
  await vi.advanceTimersByTimeAsync(2000);
  expect(kind()).toBe('kept');
  expect(kept.read('f')).toMatchObject({ revision: 3, document: { steps: document().steps } });
  saver.online();
  await vi.advanceTimersByTimeAsync(0);
  expect(kind()).toBe('saved');
  expect(kept.read('f')).toBeNull();
  expect(there.stored().document['steps']).toEqual(document().steps);
});

test('somebody else’s save is a conflict: mine is kept, nothing is overwritten, and a person chooses', async () => {
  const { there, kept, type, saver, kind } = opened();
  there.save({ ...START, description: 'de Julián' });
  type('mío');
  await vi.advanceTimersByTimeAsync(2000);
  expect(saver.state.getState()).toMatchObject({ kind: 'conflict', theirs: { revision: 4 } });
  expect(kept.read('f')).not.toBeNull();
  type('sigo');
  expect(kind()).toBe('conflict');
  await vi.advanceTimersByTimeAsync(10_000);
  expect(there.stored().document).toMatchObject({ description: 'de Julián' });
  expect(await saver.saveNow()).toBe(false);
  expect(await saver.replaceTheirs()).toBe(true);
  expect(there.stored()).toMatchObject({ revision: 5, document: { steps: [{ name: 'sigo' }] } });
  expect(kind()).toBe('saved');
});

test('after theirs was taken nothing of mine is left here, and the next change is saved on top of it', async () => {
  const { there, kept, type, saver, kind } = opened();
  there.save({ ...START });
  there.save({ ...START, description: 'de Julián' });
  type('mío');
  await vi.advanceTimersByTimeAsync(2000);
  saver.adopt(there.stored());
  expect([kind(), kept.read('f')]).toEqual(['saved', null]);
  type('otro');
  await vi.advanceTimersByTimeAsync(2000);
  expect(there.stored()).toMatchObject({ revision: 6, document: { steps: [{ name: 'otro' }] } });
});

test('an answer that was lost is no conflict with oneself', async () => {
  const { there, type, kind } = opened();
  there.loseAnswers.push(true);
  type('uno');
  await vi.advanceTimersByTimeAsync(2000);
  expect(kind()).toBe('kept');
  type('dos');
  await vi.advanceTimersByTimeAsync(2000);
  expect(kind()).toBe('saved');
  expect(there.stored()).toMatchObject({ revision: 5, document: { steps: [{ name: 'dos' }] } });
});

test('a refusal is told, kept here, and tried again with the next change', async () => {
  const { there, kept, type, kind } = opened();
  there.faults.push(new AppError('forbidden', 'No.', { hint: '' }));
  type('uno');
  await vi.advanceTimersByTimeAsync(2000);
  expect(kind()).toBe('failed');
  expect(kept.read('f')).not.toBeNull();
  type('dos');
  await vi.advanceTimersByTimeAsync(2000);
  expect(kind()).toBe('saved');
});

test('leaving at once loses nothing: it is kept here and sent', async () => {
  const { there, kept, type, saver, document } = opened();
  type('me voy');
  saver.stop();
  expect(kept.read('f')).toMatchObject({ document: { steps: document().steps } });
  await vi.advanceTimersByTimeAsync(0);
  expect(there.stored().document['steps']).toEqual(document().steps);
  expect(kept.read('f')).toBeNull();
});

test('where everything is saved nothing stays on this computer', async () => {
  const { kept, saver, put } = opened();
  saver.keep();
  saver.stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(kept.read('f')).toBeNull();
  expect(put).not.toHaveBeenCalled();
});

test('what an earlier time left here is saved; where the server went on a person chooses', async () => {
  const mine = { ...setField(START, 'a', ['name'], 'de ayer') };
  const first = opened({ revision: 3, at: 0, document: mine });
  first.saver.start();
  expect(first.kind()).toBe('pending');
  await vi.advanceTimersByTimeAsync(2000);
  expect(first.there.stored()).toMatchObject({ revision: 4, document: { steps: [{ name: 'de ayer' }] } });
  const second = opened({ revision: 2, at: 0, document: mine });
  second.saver.start();
  expect(second.saver.state.getState()).toMatchObject({ kind: 'conflict', kept: true, theirs: { revision: 3 } });
  const third = opened({ revision: 2, at: 0, document: { ...START } });
  third.saver.start();
  expect([third.kind(), third.kept.read('f')]).toEqual(['saved', null]);
});

test('tells how two documents differ', () => {
  const mine = openDocument({
    steps: [
      { id: 'a', type: 'click' },
      { id: 'b', type: 'click' },
    ],
  });
  const theirs = openDocument({
    steps: [
      { id: 'l', type: 'forEach', steps: [{ id: 'a', type: 'click' }] },
      { id: 'c', type: 'click' },
    ],
  });
  expect(differenceOf(mine, theirs)).toEqual({ added: 2, removed: 1, changed: 1 });
  expect(differenceOf(mine, mine)).toEqual({ added: 0, removed: 0, changed: 0 });
});
