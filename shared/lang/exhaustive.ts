/** Marks a branch that the types say cannot be reached; throws when the data proved the types wrong. */
export function exhaustive(value: never): never {
  throw new Error(`unexpected value: ${JSON.stringify(value)}`);
}
