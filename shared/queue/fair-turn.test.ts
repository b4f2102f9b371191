import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newRound, type Round, takeTurn } from './fair-turn.ts';

const ring = fc.array(fc.stringMatching(/^[a-z]$/), { maxLength: 30 });
const chance = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }));

test('R26: in a round every entry of the ring has exactly one turn, one with more weight more', () => {
  fc.assert(
    fc.property(ring, chance, (entries, draws) => {
      let round: Round = newRound(entries, () => draws.next().value as number);
      const turns: string[] = [];
      for (;;) {
        const { orgId, rest } = takeTurn(round);
        if (orgId === null) break;
        turns.push(orgId);
        round = rest;
      }
      expect(turns.toSorted()).toEqual(entries.toSorted());
      expect(round).toEqual([]);
    }),
  );
});

test('R26: workers that start at the same moment do not all begin with the same organisation', () => {
  const entries = ['a', 'b', 'c', 'd'];
  const firsts = new Set([0, 0.3, 0.6, 0.9].map((draw) => takeTurn(newRound(entries, () => draw)).orgId));
  expect(firsts.size).toBeGreaterThan(1);
});

test('an empty ring has no turn', () => {
  expect(takeTurn(newRound([], Math.random))).toEqual({ orgId: null, rest: [] });
});
