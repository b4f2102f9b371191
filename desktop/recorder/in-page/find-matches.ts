import type { Candidate } from '@sri/shared/model/locator.ts';
import { cssString } from './css-text.ts';
import { findText } from './find-text.ts';
import { labelsOf } from './name-of.ts';
import { normalText } from './normal-text.ts';
import { isHiddenFromRoles, roleSelector } from './role-of.ts';
import type { Look } from './look.ts';

/** As the robot has them, in its order. */
export const TEST_ID_ATTRIBUTES = ['data-testid', 'data-test-id', 'data-test', 'data-qa', 'data-cy', 'data-test-subj'];
export const ROWS = 'tr, [role="row"]';
/** More elements of one role are not all named: that would take longer than a person waits. */
const MOST_NAMED = 400;

const fits = (text: string, wanted: string, exact: boolean | undefined): boolean =>
  exact === true ? text === wanted : text.toLowerCase().includes(wanted.toLowerCase());

function withAttribute(
  look: Look,
  selector: string,
  name: string,
  wanted: string,
  exact: boolean | undefined,
): Element[] {
  return look
    .query(selector)
    .filter((element) => fits(normalText(element.getAttribute(name) ?? ''), normalText(wanted), exact));
}

function byRole(look: Look, { role, name = '', exact }: Extract<Candidate, { by: 'role' }>): Element[] | 'many' {
  const same = look.query(roleSelector(role)).filter((element) => look.role(element) === role);
  if (same.length > MOST_NAMED) {
    // Two that say the same are told without naming them all.
    const alike = same.filter((element) => fits(normalText(element.textContent), normalText(name), true));
    return alike.length > 1 ? alike : 'many';
  }
  return same.filter((element) => !isHiddenFromRoles(element) && fits(look.name(element), normalText(name), exact));
}

/** The innermost containers that hold the text, as the robot takes them: whole texts first, then texts that contain it. */
export function containersWith(look: Look, container: string, anchor: string): Element[] {
  const all = look.query(container);
  const texts = findText(look, anchor, true);
  const innermost = (list: Element[]): Element[] =>
    list.filter((one) => !list.some((other) => other !== one && one.contains(other)));
  const exact = all.filter((one) => texts.some((text) => one !== text && one.contains(text)));
  if (exact.length > 0) return innermost(exact);
  const wanted = normalText(anchor).toLowerCase();
  return innermost(all.filter((one) => normalText(one.textContent).toLowerCase().includes(wanted)));
}

/** CSS inside a container; `:text-is("…")` at its end is the robot's own word. */
export function queryInside(container: Element, value: string): Element[] {
  const [, css = value, text] = /^(.*):text-is\("((?:[^"\\]|\\.)*)"\)$/s.exec(value) ?? [];
  const found = [...container.querySelectorAll(css)];
  if (text === undefined) return found;
  const wanted = normalText(text.replaceAll(/\\(.)/g, '$1'));
  return found.filter((element) => normalText(element.textContent) === wanted);
}

/** Every element that the robot would find by this candidate, hidden ones included; 'many' where that was not looked at. */
export function findMatches(look: Look, candidate: Candidate): Element[] | 'many' {
  switch (candidate.by) {
    case 'testId':
      return look.query(TEST_ID_ATTRIBUTES.map((name) => `[${name}=${cssString(candidate.value)}]`).join(', '));
    case 'role':
      return byRole(look, candidate);
    case 'label':
      return look
        .query('input,textarea,select,button,[aria-label],[aria-labelledby]')
        .filter((element) =>
          labelsOf(element).some((text) => fits(text, normalText(candidate.value), candidate.exact)),
        );
    case 'placeholder':
      return withAttribute(look, '[placeholder]', 'placeholder', candidate.value, candidate.exact);
    case 'alt':
      return withAttribute(look, '[alt]', 'alt', candidate.value, candidate.exact);
    case 'title':
      return withAttribute(look, '[title]', 'title', candidate.value, candidate.exact);
    case 'text':
      return findText(look, candidate.value, candidate.exact === true);
    case 'id':
      return look.query(`[id=${cssString(candidate.value)}]`);
    case 'css':
      return look.query(candidate.value);
    case 'anchored':
      return containersWith(look, candidate.container ?? ROWS, candidate.anchor).flatMap((container) =>
        queryInside(container, candidate.value),
      );
    default:
      return [];
  }
}
