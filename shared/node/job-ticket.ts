import { canonicalJson } from '../canonical-json.ts';
import type { JobEnvelope } from '../protocol/job-envelope.ts';
import { deriveKey } from './keys.ts';
import { equalHex, hmacHex, type SigningKeys } from './sign.ts';

type Ticket = NonNullable<JobEnvelope['ticket']>;

/** What a ticket binds: everything of the envelope that decides what runs, for whom and with what (R45). */
function ticketText(envelope: JobEnvelope, expires: number): string {
  const { ticket: _unsigned, ...rest } = envelope;
  return canonicalJson({ ...rest, expires });
}

/** A ticket for the envelope, valid until `expires` (ms since the epoch). */
export function issueTicket(envelope: JobEnvelope, keys: SigningKeys, expires: number): Ticket {
  return { expires, mac: hmacHex(deriveKey(keys.current, 'job-ticket'), ticketText(envelope, expires)) };
}

/** True where the envelope carries a ticket for exactly this envelope, of an accepted key, not past its time. */
export function ticketHolds(envelope: JobEnvelope, keys: SigningKeys, now = Date.now()): boolean {
  const { ticket } = envelope;
  if (ticket === undefined || ticket.expires < now) return false;
  const text = ticketText(envelope, ticket.expires);
  return [keys.current, keys.previous]
    .filter((secret) => secret !== undefined)
    .map((secret) => equalHex(hmacHex(deriveKey(secret, 'job-ticket'), text), ticket.mac))
    .includes(true);
}
