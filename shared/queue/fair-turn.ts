/*
 * Whose turn it is. In use the ring in Redis turns by itself (LMOVE, head to tail): all workers share one cursor. When
 * Redis is full it refuses to turn, and each worker goes round a copy of its own, in random order so that not all of them
 * ask the same organisation at once.
 */

/** What is left of one round over a copy of the ring, the next one last. */
export type Round = readonly string[];

/** A round in which every entry of the ring has one turn (an organisation with more weight stands in it more often). */
export function newRound(ring: readonly string[], random: () => number): Round {
  const round = [...ring];
  for (let index = round.length - 1; index > 0; index -= 1) {
    const other = Math.floor(random() * (index + 1));
    const moved = round[index] as string;
    round[index] = round[other] as string;
    round[other] = moved;
  }
  return round;
}

/** The next in turn and what is left of the round; null at its end. */
export function takeTurn(round: Round): { orgId: string | null; rest: Round } {
  return { orgId: round.at(-1) ?? null, rest: round.slice(0, -1) };
}
