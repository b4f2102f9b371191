import { AppError } from '@sri/shared/errors.ts';
import { ticketHolds } from '@sri/shared/node/job-ticket.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import { jobEnvelopeSchema, type JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';
import { parseStrictJson } from '@sri/shared/strict-json.ts';

export interface EnvelopeRules {
  /** Whose list the element stood in, and the job that the queue took it for. */
  orgId: string;
  jobId: string;
  keys: SigningKeys;
  /** R45: in production an envelope without a ticket is refused; one with a wrong ticket always is. */
  ticketRequired: boolean;
}

/**
 * Parses an element of the queue. Throws `job_unreadable` for one that is no envelope or speaks of another organisation
 * or job than the queue does, `job_ticket` where its ticket is missing in production, wrong or out of date.
 */
export function readEnvelope(element: string, { orgId, jobId, keys, ticketRequired }: EnvelopeRules): JobEnvelope {
  const envelope = parseEnvelope(element);
  if (envelope === undefined || envelope.orgId !== orgId || envelope.jobId !== jobId) {
    throw new AppError('job_unreadable', 'El pedido en la cola no se entiende', {
      hint: 'Alguien lo escribió o cambió a mano en Redis. Vuelve a ejecutar el flujo desde la API.',
    });
  }
  const missing = envelope.ticket === undefined;
  if (missing ? ticketRequired : !ticketHolds(envelope, keys)) {
    throw new AppError('job_ticket', 'El pedido en la cola no es de este sistema o fue cambiado', {
      hint: 'Vuelve a ejecutar el flujo desde la API. Si se repite, alguien escribe en Redis: avisa al administrador.',
    });
  }
  return envelope;
}

function parseEnvelope(element: string): JobEnvelope | undefined {
  try {
    return jobEnvelopeSchema.safeParse(parseStrictJson(element)).data;
  } catch {
    return undefined;
  }
}
