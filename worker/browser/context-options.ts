import type { BrowserContextOptions } from 'playwright-core';
import type { Session } from '@sri/shared/model/session.ts';

export type Environment = NonNullable<Session['environment']>;

const DEFAULT_LANGUAGE = 'es-AR';
const DEFAULT_TIMEZONE = 'America/Argentina/Buenos_Aires';
const DEFAULT_VIEWPORT = { width: 1366, height: 768 };

/** The user agent of an ordinary desktop Chrome of the browser's version, which may be headless. */
export function desktopUserAgent(browserVersion: string): string {
  const major = /^\d+/.exec(browserVersion)?.[0] ?? '130';
  return `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${major}.0.0.0 Safari/537.36`;
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('es', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * How a context is to look to the portal: as the browser in which the session was captured, else as an ordinary desktop. What a session says and a
 * browser cannot take is told to `warn` and replaced by the default. Without `environment` it is the usual kind, which can be kept ready.
 */
export function contextOptions(
  environment: Environment | undefined,
  browserVersion: string,
  warn: (message: string) => void = () => undefined,
): BrowserContextOptions {
  const { userAgent, languages = [], timezone, viewport } = environment ?? {};
  // Printable ASCII, RFC 9110 section 5.5: anything else cannot be a header's value.
  const goodAgent = userAgent !== undefined && /^[\x20-\x7e]+$/.test(userAgent);
  if (userAgent !== undefined && !goodAgent) warn('El navegador que dice la sesión no es válido: se usa el de siempre');
  if (timezone !== undefined && !isTimezone(timezone)) warn(`La zona horaria de la sesión no existe: ${timezone}`);
  const language = languages.find(isLanguage);
  return {
    acceptDownloads: true,
    serviceWorkers: 'block',
    userAgent: goodAgent ? userAgent : desktopUserAgent(browserVersion),
    locale: language ?? DEFAULT_LANGUAGE,
    timezoneId: timezone !== undefined && isTimezone(timezone) ? timezone : DEFAULT_TIMEZONE,
    viewport: viewport ?? DEFAULT_VIEWPORT,
  };
}
