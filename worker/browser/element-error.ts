import type { Locator, Page } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import type { Target } from '@sri/shared/model/locator.ts';
import { candidateLocators } from './candidate-locators.ts';
import { candidatesOf, describeCandidate, describeFrames, describeTarget } from './describe-target.ts';
import type { Sighting } from './look.ts';
import { readInPage } from './page-reader.ts';
import { attempt } from './scope.ts';
import { similarElements } from './similar-elements.ts';

export interface ElementErrorParts {
  page: Page;
  target: Target;
  sighting: Sighting;
  waitedMs: number;
}

const TROUBLE_MS = 1500;

export function seconds(ms: number): string {
  return ms < 950 ? `${(Math.round(ms / 100) / 10).toString().replace('.', ',')} s` : `${Math.round(ms / 1000)} s`;
}

/** The page in words: address and title. */
export async function describePage(page: Page): Promise<string> {
  const title = await attempt(page.title(), '', TROUBLE_MS);
  return title === '' ? page.url() : `${page.url()} («${title.slice(0, 100)}»)`;
}

function refused(sighting: Sighting, target: Target): AppError | null {
  const { looks } = sighting;
  if (looks.length === 0 || !looks.every(({ refusal }) => refusal !== undefined)) return null;
  return new AppError('step_failed', `${describeTarget(target)} ${looks[0]?.refusal}`, {
    hint: 'Corrige la forma de encontrar el elemento en el paso; un texto solo es un selector CSS.',
  });
}

async function ambiguous({ page, target, sighting }: ElementErrorParts): Promise<AppError | null> {
  const frame = sighting.frame;
  if (frame !== undefined && frame.matches > 1) {
    return new AppError(
      'element_ambiguous',
      `Hay ${frame.matches} marcos que coinciden con ${frame.words}, en ${page.url()}`,
      {
        hint: 'Describe el marco de forma que solo uno coincida, por ejemplo con su id o su nombre.',
      },
    );
  }
  const several = sighting.looks.filter(({ matches }) => matches > 1);
  const [first] = several;
  if (first === undefined) return null;
  const [all] = candidateLocators(sighting.root, first.candidate);
  const shown =
    all === undefined ? [] : await attempt(describeMatches(all.filter({ visible: true }), 3), [], TROUBLE_MS);
  const others = several.slice(1).map(({ candidate, matches }) => `; ${matches} con ${describeCandidate(candidate)}`);
  const which = shown.length === 0 ? '' : `: ${shown.join('; ')}${first.matches > shown.length ? '; ...' : ''}`;
  return new AppError(
    'element_ambiguous',
    `Hay ${first.matches} elementos que coinciden con ${describeCandidate(first.candidate)}${describeFrames(target)}${others.join('')}, en ${page.url()}${which}`,
    { hint: 'Elige una forma de encontrarlo que coincida con uno solo, por ejemplo la fila en la que está.' },
  );
}

async function describeMatches(matches: Locator, limit: number): Promise<string[]> {
  const found = Math.min(limit, await matches.count());
  const words: string[] = [];
  for (let index = 0; index < found; index += 1) {
    const one = matches.nth(index);
    const { tag } = await readInPage(one, 'readControl', undefined, TROUBLE_MS);
    const id = await one.getAttribute('id', { timeout: TROUBLE_MS });
    const { value } = await readInPage(one, 'readValue', {}, TROUBLE_MS);
    const text = (value ?? '').replaceAll(/\s+/g, ' ').trim().slice(0, 40);
    words.push(`${tag}${id ? `#${id}` : ''}${text === '' ? '' : ` «${text}»`}`);
  }
  return words;
}

/** How many of the target's elements are in the page without being seen. */
async function hiddenMatches({ sighting }: ElementErrorParts): Promise<number> {
  const counts = sighting.looks.map(async ({ candidate, refusal }) => {
    const [locator] = refusal === undefined ? candidateLocators(sighting.root, candidate) : [];
    return locator === undefined ? 0 : attempt(locator.count(), 0, TROUBLE_MS);
  });
  return Math.max(0, ...(await Promise.all(counts)));
}

async function notFound(parts: ElementErrorParts): Promise<AppError> {
  const { page, target, sighting, waitedMs } = parts;
  const where = await describePage(page);
  if (sighting.frame?.refusal !== undefined) {
    return new AppError('step_failed', `El marco ${sighting.frame.words} ${sighting.frame.refusal}`, {
      hint: 'Corrige la forma de encontrar el marco en el paso; un texto solo es un selector CSS.',
    });
  }
  if (sighting.frame !== undefined) {
    return new AppError(
      'element_not_found',
      `No apareció el marco ${sighting.frame.words} en ${seconds(waitedMs)}, en ${where}`,
      {
        hint: 'Comprueba en la captura si la página es la que esperabas y si el marco sigue allí.',
      },
    );
  }
  const what = `${describeTarget(target)}${describeFrames(target)}`;
  const others = candidatesOf(target).length - 1;
  const also = others === 0 ? '' : others === 1 ? ' (ni por su alternativa)' : ` (ni por sus ${others} alternativas)`;
  const hidden = await hiddenMatches(parts);
  if (hidden > 0) {
    return new AppError('element_not_found', `No se ve ${what}${also}: está en la página, pero oculto, en ${where}`, {
      hint: 'Puede faltar un paso que lo muestre, como abrir un menú o esperar a que cargue.',
    });
  }
  const nothing = { elements: [] };
  const outline = await attempt(readInPage(sighting.root, 'readOutline', undefined, TROUBLE_MS), nothing, TROUBLE_MS);
  const similar = similarElements(candidatesOf(target), outline.elements);
  const advice = 'La página pudo cambiar o tardar más: mira la captura.';
  return new AppError('element_not_found', `No apareció ${what}${also} en ${seconds(waitedMs)}, en ${where}`, {
    hint: similar.length === 0 ? advice : `${advice} Se parecen: ${similar.join('; ')}.`,
  });
}

/** What is wrong when a target was not found, with what helps to put it right. */
export async function elementError(parts: ElementErrorParts): Promise<AppError> {
  return refused(parts.sighting, parts.target) ?? (await ambiguous(parts)) ?? (await notFound(parts));
}
