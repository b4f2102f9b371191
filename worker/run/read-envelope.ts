import { AppError } from '@sri/shared/errors.ts';
import { ticketHolds } from '@sri/shared/node/job-ticket.ts';
import type { SigningKeys } from '@sri/shared/node/sign.ts';
import { jobEnvelopeSchema, type JobEnvelope } from '@sri/shared/protocol/job-envelope.ts';

export interface EnvelopeRules {
  keys: SigningKeys;
  /** R45: in production an envelope without a ticket is refused; one with a wrong ticket always is. */
  ticketRequired: boolean;
}

function unreadable(): AppError {
  return new AppError('job_unreadable', 'El pedido en la cola no se entiende', {
    hint: 'Alguien lo escribió o cambió a mano en Redis. Vuelve a ejecutar el flujo desde la API.',
  });
}

/** Parses an element of the queue and checks that it belongs to this organisation and that its ticket holds. */
export function readEnvelope(element: string, orgId: string, { keys, ticketRequired }: EnvelopeRules): JobEnvelope {
  let value: unknown;
  try {
    value = JSON.parse(element);
  } catch {
    throw unreadable();
  }
  const parsed = jobEnvelopeSchema.safeParse(value);
  if (!parsed.success || parsed.data.orgId !== orgId) throw unreadable();
  const envelope = parsed.data;
  const missing = envelope.ticket === undefined;
  if (missing ? ticketRequired : !ticketHolds(envelope, keys)) {
    throw new AppError('job_ticket', 'El pedido en la cola no es de este sistema o fue cambiado', {
      hint: 'Vuelve a ejecutar el flujo desde la API. Si se repite, alguien escribe en Redis: avisa al administrador.',
    });
  }
  return envelope;
}
