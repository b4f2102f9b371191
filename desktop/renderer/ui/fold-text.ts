/** Lower case without accents: `Sesión` as `sesion`, so that a hurried search still finds it. */
export function foldText(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '')
    .toLowerCase();
}

/** Whether every word of the query stands somewhere in the text; accents and case are ignored. */
export function foldedIncludes(text: string, query: string): boolean {
  const folded = foldText(text);
  return foldText(query)
    .split(/\s+/)
    .every((word) => folded.includes(word));
}
