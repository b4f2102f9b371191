import { Webhook } from 'standardwebhooks';

const MASK = '••••';

/** The same at every attempt, so that a receiver can tell that it has had it. */
const messageIdOf = (deliveryId: string): string => `msg_${deliveryId}`;

const COMMON = { 'content-type': 'application/json', 'user-agent': 'SRI-Webhooks/1' };

/** The headers of one attempt, as Standard Webhooks has them: a signature for each secret. */
export function signedHeaders(
  deliveryId: string,
  body: string,
  secrets: readonly string[],
  at: Date,
): Record<string, string> {
  const id = messageIdOf(deliveryId);
  return {
    ...COMMON,
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
  };
}

/** The same for people to look at. */
export function maskedHeaders(deliveryId: string): Record<string, string> {
  return { ...COMMON, 'webhook-id': messageIdOf(deliveryId), 'webhook-signature': `v1,${MASK}` };
}

/** An answer without what it must not show: a receiver may well send back what it was sent. */
export function maskAnswer(text: string, secrets: readonly string[], headers: Record<string, string>): string {
  const signatures = (headers['webhook-signature'] ?? '').split(' ').map((signature) => signature.replace(/^v1,/, ''));
  const keys = secrets.map((secret) => secret.replace(/^whsec_/, ''));
  return [...keys, ...signatures]
    .filter((value) => value.length >= 8)
    .reduce((masked, value) => masked.replaceAll(value, MASK), text);
}
