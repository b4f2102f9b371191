import { z } from 'zod';

/** What `npm audit --json` says of one package. */
const vulnerabilitySchema = z.looseObject({
  name: z.string(),
  severity: z.enum(['info', 'low', 'moderate', 'high', 'critical']),
  /** Advisories of its own, or names of packages that it has the fault from. */
  via: z.array(z.union([z.string(), z.looseObject({ url: z.string(), title: z.string(), severity: z.string() })])),
});
export const auditSchema = z.looseObject({ vulnerabilities: z.record(z.string(), vulnerabilitySchema) });
export type Audit = z.infer<typeof auditSchema>;

/** An advisory that is accepted for a while: why, and until when. */
export const exceptionsSchema = z.array(
  z.strictObject({ advisory: z.url(), why: z.string().min(20), until: z.iso.date() }),
);
export type Exceptions = z.infer<typeof exceptionsSchema>;

const STOPS = new Set(['high', 'critical']);

/** What stops a release, a line each: faults that are high or worse, but for those that are accepted at this time. */
export function auditFaults(audit: Audit, exceptions: Exceptions, today: string): string[] {
  const faults: string[] = [];
  const used = new Set<string>();
  const accepted = new Map(exceptions.map((one) => [one.advisory, one]));
  for (const { name, via } of Object.values(audit.vulnerabilities)) {
    for (const advisory of via) {
      if (typeof advisory === 'string' || !STOPS.has(advisory.severity)) continue;
      const exception = accepted.get(advisory.url);
      used.add(advisory.url);
      if (exception === undefined) faults.push(`${name}: ${advisory.title} (${advisory.severity}, ${advisory.url})`);
      else if (exception.until < today) faults.push(`${name}: ${advisory.url} was accepted until ${exception.until}`);
    }
  }
  for (const { advisory } of exceptions)
    if (!used.has(advisory)) faults.push(`${advisory} is accepted, and nothing has it any more`);
  return [...new Set(faults)];
}
