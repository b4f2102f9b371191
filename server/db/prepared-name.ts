/*
 * Postgres keeps what it parsed and planned under a name, on each connection: for a short statement over several tables
 * with row policies, planning costs more than running it. The texts of this program are few; what is put together anew
 * for each call beyond them is planned each time.
 */
const KEPT = 500;

/** Gives each text a name of its own, the same one for as long as this lives; undefined once so many have one. */
export function createPreparedNames(kept = KEPT): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || names.size >= kept) return known;
    const name = `sri_${names.size + 1}`;
    names.set(text, name);
    return name;
  };
}
