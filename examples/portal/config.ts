import type { PortalOptions } from './portal-options.ts';

/** What the environment says; the rest keeps its default. Throws one error that lists every fault. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): PortalOptions {
  const faults: string[] = [];
  const number = (name: string, min: number, max: number, whole: boolean): number | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value >= min && value <= max && (!whole || Number.isInteger(value))) return value;
    faults.push(`${name}="${text}": use a ${whole ? 'whole ' : ''}number from ${min} to ${max}`);
    return undefined;
  };
  const flag = (name: string): boolean | undefined => {
    const text = env[name];
    if (text === undefined || text === '') return undefined;
    if (text !== 'yes' && text !== 'no') faults.push(`${name}="${text}": use yes or no`);
    return text === 'yes';
  };

  const found = {
    host: env['PORTAL_HOST'] || undefined,
    port: number('PORTAL_PORT', 0, 65_535, true),
    sessionMinutes: number('PORTAL_SESSION_MINUTES', 0.01, 525_600, false),
    absoluteMinutes: number('PORTAL_ABSOLUTE_MINUTES', 0, 525_600, false),
    lockAfter: number('PORTAL_LOCK_AFTER', 0, 100, true),
    datedCookie: flag('PORTAL_DATED_COOKIE'),
    testPages: flag('PORTAL_TEST_PAGES'),
    stateDir: env['PORTAL_STATE_DIR'] || undefined,
  };
  if (faults.length > 0) throw new Error(`The portal's environment has faults:\n- ${faults.join('\n- ')}`);
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
