import { AppError } from '@sri/shared/errors.ts';
import type { EgressFailure } from '@sri/shared/node/egress/egress-failure.ts';
import { EGRESS_HEADER } from './egress-answer.ts';

/** The guard's last failure for an address, or null. */
export type EgressQuery = (url: string) => Promise<EgressFailure | null>;

const KINDS: readonly EgressFailure['kind'][] = ['refused', 'unresolved', 'unreachable', 'timeout'];
const PORTAL_DOWN =
  'Abre la página en tu navegador: si allí tampoco carga, el portal está caído; si carga, vuelve a ejecutar.';

const REASONS: [RegExp, string][] = [
  [/ERR_NAME_NOT_RESOLVED|ERR_DNS/, 'ese nombre de sitio no existe (DNS)'],
  [/ERR_CONNECTION_REFUSED/, 'el servidor rechazó la conexión'],
  [
    /ERR_CONNECTION_RESET|ERR_CONNECTION_CLOSED|ERR_EMPTY_RESPONSE|ERR_SOCKET/,
    'el servidor cortó la conexión sin responder',
  ],
  [/ERR_CERT_DATE_INVALID/, 'el certificado del sitio está vencido'],
  [/ERR_CERT|ERR_SSL|ERR_BAD_SSL/, 'el certificado o el cifrado del sitio no es válido'],
  [/ERR_ADDRESS_UNREACHABLE|ERR_INTERNET_DISCONNECTED|ERR_NETWORK/, 'no hay camino hasta el servidor'],
  [/ERR_TOO_MANY_REDIRECTS/, 'el sitio redirige en círculo'],
  [/ERR_PROXY|ERR_TUNNEL/, 'la salida a internet no llegó al sitio'],
  [
    /ERR_INVALID_RESPONSE|ERR_INVALID_HTTP|ERR_HTTP2|ERR_CONTENT|ERR_INCOMPLETE|ERR_RESPONSE/,
    'el servidor respondió algo que no se entiende',
  ],
];

/** The guard's own words are for the log of whoever runs the workers, and in English. */
const EGRESS_REASONS: Record<EgressFailure['kind'], string> = {
  refused: 'la dirección no es pública, o quien administra los robots la excluyó',
  unresolved: 'ese nombre de sitio no existe (DNS)',
  unreachable: 'el servidor rechazó la conexión, o no hay camino hasta él',
  timeout: 'el servidor no respondió',
};

function ofEgress(kind: EgressFailure['kind'], url: string): AppError {
  const reason = EGRESS_REASONS[kind];
  if (kind === 'refused') {
    return new AppError('address_refused', `No está permitido abrir ${url}: ${reason}`, {
      hint: 'Los robots solo abren sitios públicos. Si el sitio es de tu red, pide que lo agreguen a las direcciones permitidas.',
    });
  }
  const code = kind === 'timeout' ? 'page_timeout' : 'page_unreachable';
  return new AppError(code, `No se pudo abrir ${url}: ${reason}`, { hint: PORTAL_DOWN });
}

/** The page never answered, or not wholly. */
export function pageTimeout(url: string, waitedMs: number, answered: boolean): AppError {
  const seconds = Math.round(waitedMs / 1000);
  if (!answered) {
    return new AppError('page_timeout', `${url} no respondió en ${seconds} s`, { hint: PORTAL_DOWN });
  }
  return new AppError('page_timeout', `${url} respondió, pero no terminó de cargar en ${seconds} s`, {
    hint: 'Prueba con waitUntil "domcontentloaded" y un paso que espere lo que necesitas, o con más tiempo.',
  });
}

/**
 * Why an address could not be opened: `page_unreachable` (name, connection, certificate), `page_timeout`, `address_refused` (by the
 * egress guard), or null where the error is of another kind. `text` is the browser's (`net::ERR_...`).
 */
export async function networkFault(text: string, url: string, egressFailure: EgressQuery): Promise<AppError | null> {
  const name = /ERR_[A-Z0-9_]+/.exec(text)?.[0];
  if (name === undefined || name === 'ERR_ABORTED') return null;
  if (/ERR_TUNNEL|ERR_PROXY|ERR_EMPTY_RESPONSE|ERR_CONNECTION|ERR_TIMED_OUT|ERR_SOCKS/.test(name)) {
    const failure = await egressFailure(url).catch(() => null);
    if (failure !== null) return ofEgress(failure.kind, url);
  }
  if (/TIMED_OUT/.test(name)) {
    return new AppError('page_timeout', `${url} no respondió (${name})`, { hint: PORTAL_DOWN });
  }
  if (/ERR_BLOCKED|ERR_UNSAFE_PORT|ERR_UNKNOWN_URL_SCHEME|ERR_INVALID_URL|ERR_DISALLOWED/.test(name)) {
    return new AppError('address_refused', `El navegador no abre ${url} (${name})`, {
      hint: 'Usa una dirección http o https de un sitio público.',
    });
  }
  const reason = REASONS.find(([pattern]) => pattern.test(name))?.[1] ?? 'falló la conexión';
  return new AppError('page_unreachable', `No se pudo abrir ${url}: ${reason} (${name})`, { hint: PORTAL_DOWN });
}

/** What a page's response alone says: the guard's refusal, or a status of 500 and more. */
export async function responseFault(
  response: { status: () => number; url: () => string; headers: () => Record<string, string> },
  egressFailure: EgressQuery,
): Promise<AppError | null> {
  const url = response.url();
  const kind = KINDS.find((known) => known === response.headers()[EGRESS_HEADER]);
  if (kind !== undefined) {
    const told = await egressFailure(url).catch(() => null);
    return ofEgress(told?.kind ?? kind, url);
  }
  if (response.status() < 500) return null;
  return new AppError('page_server_error', `El portal respondió con un error propio (${response.status()}) en ${url}`, {
    hint: PORTAL_DOWN,
  });
}
