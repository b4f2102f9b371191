import { exhaustive } from '@sri/shared/lang/exhaustive.ts';
import type { Candidate, Target } from '@sri/shared/model/locator.ts';

/** A text inside quotes of a selector. */
const quoted = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const attribute = (name: string, value: string): string[] => [`[${name}=${quoted(value)}]`];

/** One way to find an element as a recorder's selector chain; empty where the format has none for it. */
function writeCandidate(candidate: Candidate): string[] {
  switch (candidate.by) {
    case 'testId':
      return attribute('data-testid', candidate.value);
    case 'role':
      return [`aria/${candidate.name ?? ''}[role=${quoted(candidate.role)}]`];
    case 'label':
      return [`aria/${candidate.value}`];
    case 'placeholder':
    case 'alt':
    case 'title':
      return attribute(candidate.by, candidate.value);
    case 'text':
      return [`text/${candidate.value}`];
    case 'id':
      return [`#${candidate.value.replaceAll(/[^\w-]/g, (sign) => `\\${sign}`)}`];
    case 'css':
      return [candidate.value];
    case 'xpath':
      return [`xpath/${candidate.value}`];
    case 'anchored':
    case 'point':
      return [];
    default:
      return exhaustive(candidate);
  }
}

/** Every way to find the element that the format has, in order, one chain each. */
export function writeSelectors(target: Target): string[][] {
  if (typeof target === 'string') return [[target]];
  return target.candidates.map(writeCandidate).filter((chain) => chain.length > 0);
}

/** Places of the frames on the way, from 0; null where a frame is named by something else than its place. */
export function writeFrame(target: Target): number[] | null {
  if (typeof target === 'string' || target.frame === undefined) return [];
  const places = target.frame.map((frame) => {
    const [first] = typeof frame === 'string' ? [] : frame.candidates;
    const place = first?.by === 'xpath' ? /^\(\/\/iframe \| \/\/frame\)\[(\d+)\]$/.exec(first.value)?.[1] : undefined;
    return place === undefined ? null : Number(place) - 1;
  });
  return places.includes(null) ? null : places.map(Number);
}
