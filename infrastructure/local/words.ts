import type { AppError } from '@sri/shared/errors.ts';
import { exhaustive } from '@sri/shared/lang/exhaustive.ts';
import type { PartEvent } from './supervise.ts';

/** What the card says. */
export interface CardFacts {
  apiUrl: string;
  /** Whether the web console is at `apiUrl`; else the pages of the API are what there is to look at. */
  hasConsole: boolean;
  /** Opens the console signed in, once and for some minutes. */
  signInLink?: string | undefined;
  /** Whether the desktop app stands open, or would if Electron were here. */
  app: 'open' | 'no electron' | 'not opened';
  portalUrl: string;
  demoEmail: string;
  demoPassword: string;
  portalUser: string;
  portalPassword: string;
  /** Whether the demo's first execution is there to be looked at. */
  demoDone: boolean;
  /** Whether `npm stop` or Ctrl+C ends the stack. */
  detached: boolean;
  logsDir: string;
}

/** Everything the launcher says, in one language. */
export interface Words {
  preparing: (home: string) => string;
  orphansEnded: (names: string[]) => string;
  portBusy: (part: string, wanted: number, taken: number) => string;
  installing: (name: string) => string;
  downloading: (what: string) => string;
  external: (part: string, where: string) => string;
  databaseUpToDate: string;
  chromium: (version: string) => string;
  buildingConsole: string;
  consoleReady: string;
  consoleFailed: (why: string) => string;
  buildingApp: string;
  appFailed: (why: string) => string;
  demoRunning: string;
  demoDone: string;
  demoFailed: (why: string) => string;
  event: (event: PartEvent) => string;
  failure: (error: AppError) => string;
  unexpected: (text: string) => string;
  stopping: string;
  forcing: string;
  stopped: string;
  cancelled: string;
  unknownArgument: (argument: string) => string;
  card: (facts: CardFacts) => string[];
}

const seconds = (ms: number, locale: string): string =>
  `${(ms / 1000).toLocaleString(locale, { maximumFractionDigits: 1 })} s`;

const whyNot = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const names: Record<string, [es: string, en: string]> = {
  postgres: ['Postgres', 'Postgres'],
  redis: ['Redis', 'Redis'],
  s3: ['Almacén S3', 'S3 store'],
  server: ['Control plane', 'Control plane'],
  portal: ['Portal de práctica', 'Practice portal'],
  desktop: ['Aplicación de escritorio', 'Desktop app'],
};
const named = (part: string, language: 0 | 1): string =>
  names[part]?.[language] ?? (part.startsWith('worker') ? `${language === 0 ? 'Robot' : 'Worker'} ${part}` : part);

function eventLine(event: PartEvent, language: 0 | 1): string {
  const part = named(event.part, language);
  const locale = language === 0 ? 'es' : 'en';
  const pick = (es: string, en: string): string => (language === 0 ? es : en);
  switch (event.kind) {
    case 'ready':
      return `✓ ${part}${event.again ? pick(' de nuevo en marcha', ' is back') : ''}`;
    case 'died': {
      const wait = seconds(event.retryInMs, locale);
      return pick(
        `✗ ${part} se detuvo (${event.how}); vuelve a arrancar en ${wait}. Su registro: ${event.logFile}`,
        `✗ ${part} ended (${event.how}); it starts again in ${wait}. Its log: ${event.logFile}`,
      );
    }
    case 'not-ready': {
      const wait = seconds(event.retryInMs, locale);
      return pick(
        `✗ ${part} no arranca: ${whyNot(event.error)}. Otro intento en ${wait}.`,
        `✗ ${part} does not start: ${whyNot(event.error)}. Another try in ${wait}.`,
      );
    }
    case 'stopped':
      return pick(`· ${part} ${event.part === 'desktop' ? 'terminada' : 'terminado'}`, `· ${part} ended`);
    case 'closed':
      return event.failed
        ? pick(
            `✗ ${part}: terminó (${event.how}); lo demás sigue en marcha. Su registro: ${event.logFile}`,
            `✗ ${part}: it ended (${event.how}); everything else goes on. Its log: ${event.logFile}`,
          )
        : pick(`· ${part} cerrada; lo demás sigue en marcha`, `· ${part} closed; everything else goes on`);
    default:
      return exhaustive(event);
  }
}

/** The step after the card, for who sees the API's pages alone, the web console, or the app that has just opened. */
function nextStep(facts: CardFacts, words: { api: string; console: string; app: string }): string {
  if (facts.app === 'open') return words.app;
  return facts.hasConsole ? words.console : words.api;
}

const address = (facts: CardFacts): string => (facts.hasConsole ? facts.apiUrl : `${facts.apiUrl}/api/docs`);

const linkRow = (label: string, link: string | undefined): [string, string][] =>
  link === undefined ? [] : [[label, link]];

function cardLines(title: string, rows: [string, string][], next: string[]): string[] {
  const width = Math.max(...rows.map(([label]) => label.length)) + 2;
  const lines = [title, '', ...rows.map(([label, value]) => `${label.padEnd(width)}${value}`), '', ...next];
  const rule = '─'.repeat(Math.max(...lines.map((line) => line.length)) + 2);
  return ['', rule, ...lines.map((line) => (line === '' ? '' : ` ${line}`)), rule, ''];
}

const es: Words = {
  preparing: (home) => `SRI: preparando todo en ${home}`,
  orphansEnded: (parts) =>
    `· Terminado lo que dejó un arranque anterior: ${parts.map((part) => named(part, 0)).join(', ')}`,
  portBusy: (part, wanted, taken) => `· El puerto ${wanted} está ocupado: ${named(part, 0)} usa el ${taken}`,
  installing: (name) => `· Instalando ${name} con apt-get (solo la primera vez)`,
  downloading: (what) => `· Descargando ${what} (solo la primera vez)`,
  external: (part, where) => `✓ ${named(part, 0)}: se usa ${where}`,
  databaseUpToDate: '✓ Base de datos al día',
  chromium: (version) => `✓ Chromium ${version}`,
  buildingConsole: '· Construyendo la consola (solo cuando cambia)',
  consoleReady: '✓ Consola web',
  consoleFailed: (why) => `✗ La consola no se pudo construir; lo demás funciona. ${why}`,
  buildingApp: '· Construyendo la aplicación de escritorio (solo cuando cambia)',
  appFailed: (why) => `✗ La aplicación de escritorio no se pudo abrir; lo demás funciona. ${why}`,
  demoRunning: '· Primera ejecución de la demostración: entra al portal de práctica y baja las liquidaciones',
  demoDone: '✓ Demostración lista',
  demoFailed: (why) => `✗ La demostración no se pudo preparar: ${why}`,
  event: (event) => eventLine(event, 0),
  failure: (error) => `✗ ${error.message}\n  Qué hacer: ${error.hint}`,
  unexpected: (text) => `✗ Error inesperado: ${text}`,
  stopping: '· Terminando todo; los robots acaban lo que tienen entre manos (Ctrl+C otra vez: ya mismo)',
  forcing: '· Terminando ya mismo',
  stopped: '✓ Todo terminado; los datos quedan guardados',
  cancelled: '✓ Arranque cancelado; no queda nada en marcha',
  unknownArgument: (argument) => `✗ ${argument} no es un argumento conocido. Uso: npm start [-- --detach]`,
  card: (facts) =>
    cardLines(
      'SRI está en marcha',
      [
        [facts.hasConsole ? 'Consola' : 'API', address(facts)],
        ...(facts.hasConsole ? linkRow('Entrar directo', facts.signInLink) : []),
        ['Usuario', facts.demoEmail],
        ['Contraseña', facts.demoPassword],
        ['Portal de práctica', `${facts.portalUrl}  (${facts.portalUser} / ${facts.portalPassword})`],
        ['Registros', facts.logsDir],
      ],
      [
        nextStep(facts, {
          app: `Siguiente paso: la aplicación de escritorio está abierta, con la sesión iniciada${facts.demoDone ? '; en Ejecuciones está la primera, ya terminada' : ''}. La consola es lo mismo en un navegador.`,
          console: `Siguiente paso: abre la consola${facts.demoDone ? '; en Ejecuciones está la primera, ya terminada' : ''}. La entrada directa sirve una vez, durante 10 minutos.`,
          api: `Siguiente paso: abre esa página; POST /api/auth/login da el token${facts.demoDone ? ' y GET /api/jobs la ejecución que ya terminó' : ''}.`,
        }),
        ...(facts.app === 'no electron'
          ? ['Para capturar sesiones, la aplicación de escritorio: npx install-electron la trae y npm start la abre.']
          : []),
        `Para terminar: ${facts.detached ? 'npm stop' : 'Ctrl+C'}. El próximo arranque conserva los datos.`,
      ],
    ),
};

const en: Words = {
  preparing: (home) => `SRI: preparing everything in ${home}`,
  orphansEnded: (parts) => `· Ended what an earlier start had left: ${parts.map((part) => named(part, 1)).join(', ')}`,
  portBusy: (part, wanted, taken) => `· Port ${wanted} is busy: ${named(part, 1)} uses ${taken}`,
  installing: (name) => `· Installing ${name} with apt-get (the first time only)`,
  downloading: (what) => `· Downloading ${what} (the first time only)`,
  external: (part, where) => `✓ ${named(part, 1)}: using ${where}`,
  databaseUpToDate: '✓ Database up to date',
  chromium: (version) => `✓ Chromium ${version}`,
  buildingConsole: '· Building the console (only when it changed)',
  consoleReady: '✓ Web console',
  consoleFailed: (why) => `✗ The console could not be built; everything else works. ${why}`,
  buildingApp: '· Building the desktop app (only when it changed)',
  appFailed: (why) => `✗ The desktop app could not be opened; everything else works. ${why}`,
  demoRunning: '· First execution of the demo: it enters the practice portal and fetches the settlements',
  demoDone: '✓ Demo ready',
  demoFailed: (why) => `✗ The demo could not be prepared: ${why}`,
  event: (event) => eventLine(event, 1),
  failure: (error) => `✗ ${error.message}\n  What to do: ${error.hint}`,
  unexpected: (text) => `✗ Unexpected error: ${text}`,
  stopping: '· Ending everything; workers finish what they have in hand (Ctrl+C again: at once)',
  forcing: '· Ending at once',
  stopped: '✓ Everything ended; the data is kept',
  cancelled: '✓ Start cancelled; nothing is left running',
  unknownArgument: (argument) => `✗ ${argument} is no known argument. Usage: npm start [-- --detach]`,
  card: (facts) =>
    cardLines(
      'SRI is running',
      [
        [facts.hasConsole ? 'Console' : 'API', address(facts)],
        ...(facts.hasConsole ? linkRow('Signed in at once', facts.signInLink) : []),
        ['User', facts.demoEmail],
        ['Password', facts.demoPassword],
        ['Practice portal', `${facts.portalUrl}  (${facts.portalUser} / ${facts.portalPassword})`],
        ['Logs', facts.logsDir],
      ],
      [
        nextStep(facts, {
          app: `Next: the desktop app is open and signed in${facts.demoDone ? '; under Runs the first one has already ended' : ''}. The console is the same in a browser.`,
          console: `Next: open the console${facts.demoDone ? '; under Executions the first one has already run' : ''}. The link that signs in works once, for 10 minutes.`,
          api: `Next: open that page; POST /api/auth/login gives the token${facts.demoDone ? ' and GET /api/jobs the execution that has already run' : ''}.`,
        }),
        ...(facts.app === 'no electron'
          ? ['To capture sessions, the desktop app: npx install-electron brings it and npm start opens it.']
          : []),
        `To end it: ${facts.detached ? 'npm stop' : 'Ctrl+C'}. The next start keeps the data.`,
      ],
    ),
};

export const WORDS: Record<'es' | 'en', Words> = { es, en };
