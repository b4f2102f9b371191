/** The version after `newest` where the caller names none: the last number grows by one. */
export function nextVersion(newest: string | undefined): string {
  if (newest === undefined) return '1.0.0';
  const [major = '1', minor = '0', patch = '0'] = newest.split('.');
  return `${major}.${minor}.${Number(patch) + 1}`;
}
