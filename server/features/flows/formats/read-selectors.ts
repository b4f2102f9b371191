import type { Candidate, Target } from '@sri/shared/model/locator.ts';
import type { RecordedSelector } from './chrome-recording.ts';

const MOST = 20;

/** `aria/Buscar[role="button"]` as a role with its name; without a role, as what a label or a text says. */
function readAria(text: string): Candidate[] {
  const [, name = '', role] = /^(.*?)(?:\[role="([^"]+)"\])?$/s.exec(text) ?? [];
  const value = name.trim();
  if (role !== undefined) return [{ by: 'role', role, ...(value === '' ? {} : { name: value, exact: true }) }];
  if (value === '') return [];
  return [
    { by: 'label', value, exact: true },
    { by: 'text', value, exact: true },
  ];
}

/** A CSS selector as the sturdier way that it stands for, where there is one. */
function readCss(css: string): Candidate {
  const testId = /^\[data-testid=(["'])([^"'\]]+)\1\]$/.exec(css)?.[2];
  if (testId !== undefined) return { by: 'testId', value: testId };
  const id = /^#([A-Za-z_][\w-]*)$/.exec(css)?.[1];
  return id === undefined ? { by: 'css', value: css } : { by: 'id', value: id };
}

function readOne(text: string): Candidate[] {
  if (text.trim() === '') return [];
  if (text.startsWith('aria/')) return readAria(text.slice(5));
  if (text.startsWith('text/')) return [{ by: 'text', value: text.slice(5) }];
  if (text.startsWith('xpath/')) return [{ by: 'xpath', value: text.slice(6) }];
  if (text.startsWith('pierce/')) return [readCss(text.slice(7))];
  return [readCss(text)];
}

/** Selectors of one chain go through shadow roots; CSS does so by itself, other kinds only as the last of a chain. */
function readChain(chain: readonly string[]): Candidate[] {
  const last = chain.at(-1);
  if (last === undefined) return [];
  if (chain.length === 1) return readOne(last);
  const isCss = chain.every((part) => !/^(?:aria|text|xpath)\//.test(part));
  if (!isCss) return readOne(last);
  return [{ by: 'css', value: chain.map((part) => part.replace(/^pierce\//, '')).join(' ') }];
}

const keyOf = (candidate: Candidate): string => JSON.stringify(candidate);

/** Every way that was recorded to find an element, in its order, once each; null where there is none. */
export function readSelectors(selectors: readonly RecordedSelector[], frame: readonly number[] = []): Target | null {
  const all = selectors.flatMap((chain) => readChain(typeof chain === 'string' ? [chain] : chain));
  const candidates = [...new Map(all.map((candidate) => [keyOf(candidate), candidate])).values()].slice(0, MOST);
  if (candidates.length === 0) return null;
  if (frame.length === 0) return { candidates };
  const inDocument = frame.map((place) => {
    const value = `(//iframe | //frame)[${place + 1}]`;
    return { candidates: [{ by: 'xpath' as const, value }] };
  });
  return { candidates, frame: inDocument };
}
