import { exhaustive } from '@sri/shared/lang/exhaustive.ts';
import type { Candidate, Target } from '@sri/shared/model/locator.ts';

const ROLES: Readonly<Record<string, string>> = {
  button: 'el botón',
  link: 'el enlace',
  textbox: 'el campo',
  searchbox: 'el campo de búsqueda',
  checkbox: 'la casilla',
  radio: 'la opción',
  combobox: 'la lista',
  listbox: 'la lista',
  option: 'la opción',
  tab: 'la pestaña',
  menuitem: 'la opción de menú',
  heading: 'el título',
  table: 'la tabla',
  row: 'la fila',
  cell: 'la celda',
  img: 'la imagen',
  dialog: 'el diálogo',
};

/** Ways of finding that say nothing to whoever sees the page. */
const WRITTEN: ReadonlySet<Candidate['by']> = new Set(['testId', 'id', 'css', 'xpath', 'point']);

const shorten = (text: string): string => (text.length > 120 ? `${text.slice(0, 117)}...` : text);
const quote = (text: string): string => `«${shorten(text.replaceAll(/\s+/g, ' '))}»`;

export function describeCandidate(candidate: Candidate): string {
  switch (candidate.by) {
    case 'role': {
      const role = ROLES[candidate.role] ?? `el elemento de tipo ${candidate.role}`;
      return candidate.name === undefined ? role : `${role} ${quote(candidate.name)}`;
    }
    case 'label':
      return `el campo ${quote(candidate.value)}`;
    case 'placeholder':
      return `el campo que dice ${quote(candidate.value)}`;
    case 'alt':
      return `la imagen ${quote(candidate.value)}`;
    case 'title':
      return `el elemento ${quote(candidate.value)}`;
    case 'text':
      return `el texto ${quote(candidate.value)}`;
    case 'testId':
      return `el elemento de prueba ${quote(candidate.value)}`;
    case 'id':
      return quote(`#${candidate.value}`);
    case 'css':
    case 'xpath':
      return quote(candidate.value);
    case 'point':
      return `un punto de ${quote(candidate.value)}`;
    case 'anchored':
      return `${quote(candidate.value)} junto a ${quote(candidate.anchor)}`;
    default:
      return exhaustive(candidate);
  }
}

/** The ways of a target to find its element; a plain string is one CSS candidate. */
export function candidatesOf(target: Target): readonly Candidate[] {
  return typeof target === 'string' ? [{ by: 'css', value: target }] : target.candidates;
}

/** A target in words, by its first way: `el botón «Buscar»`; one that only a programmer reads gives way to the name it was given. */
export function describeTarget(target: Target): string {
  const [first] = candidatesOf(target);
  if (first === undefined) return 'el elemento';
  const name = typeof target === 'object' && 'name' in target ? (target.name ?? '') : '';
  return name !== '' && WRITTEN.has(first.by) ? quote(name) : describeCandidate(first);
}

/** The frames of a target in words, empty for none: ` dentro del marco «#detalle»`. */
export function describeFrames(target: Target): string {
  const frames = typeof target === 'string' ? [] : (target.frame ?? []);
  if (frames.length === 0) return '';
  return ` dentro del marco ${frames.map((frame) => describeTarget(frame)).join(' > ')}`;
}
