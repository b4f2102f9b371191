/** The sum of each sign's value times its weight. A digit is worth itself, a letter its ASCII code less 48, as the Receita Federal counts. */
export function weightedSum(signs: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, at) => sum + weight * ((signs.codePointAt(at) ?? 48) - 48), 0);
}
