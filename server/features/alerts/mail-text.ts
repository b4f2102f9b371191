import type { AlertDetails, AlertKind, AlertLanguage } from '@sri/shared/model/alert.ts';

export interface MailText {
  subject: string;
  text: string;
  html: string;
}

type Words = (details: AlertDetails, when: (iso: string) => string) => string;

const WORDS: Record<AlertLanguage, Record<AlertKind, [Words, Words]>> = {
  es: {
    session_expired: [
      ({ account, portal }) => `La sesión de ${account} en ${portal} venció`,
      () => 'Las ejecuciones esperan y seguirán solas cuando alguien inicie sesión otra vez.',
    ],
    session_expiring: [
      ({ account, portal }) => `La sesión de ${account} en ${portal} está por vencer`,
      ({ until }, when) =>
        until === undefined ? 'Renuévala pronto.' : `Vence aproximadamente el ${when(until)}. Renuévala antes.`,
    ],
    account_locked: [
      ({ account, portal }) => `Detuvimos las ejecuciones de ${account} en ${portal}`,
      () => 'El portal rechazó el acceso varias veces y podría bloquear la cuenta. Revisa la cuenta.',
    ],
    queue_old: [
      ({ minutes }) => `Una ejecución espera desde hace ${minutes ?? 0} min`,
      ({ count }) => `Ejecuciones en espera: ${count ?? 0}. Quizá hagan falta más robots.`,
    ],
    no_workers: [
      () => 'No hay robots activos',
      ({ count }) => `Ejecuciones en espera: ${count ?? 0}. Empezarán cuando un robot se conecte.`,
    ],
    provider_failing: [
      ({ portal }) => `${portal} falla más que de costumbre`,
      ({ count, of }) => `Fallaron ${count ?? 0} de las últimas ${of ?? 0} ejecuciones. Quizá el portal cambió.`,
    ],
    no_rows: [
      ({ flow }) => `${flow} terminó sin datos`,
      () => 'Las ejecuciones anteriores sí trajeron filas. Revisa si es lo esperado.',
    ],
  },
  en: {
    session_expired: [
      ({ account, portal }) => `${account}'s session for ${portal} has expired`,
      () => 'Runs are waiting and will continue once somebody signs in again.',
    ],
    session_expiring: [
      ({ account, portal }) => `${account}'s session for ${portal} is about to expire`,
      ({ until }, when) =>
        until === undefined ? 'Renew it soon.' : `It expires around ${when(until)}. Renew it before.`,
    ],
    account_locked: [
      ({ account, portal }) => `We stopped ${account}'s runs at ${portal}`,
      () => 'The portal refused sign-in several times and might lock the account. Review the account.',
    ],
    queue_old: [
      ({ minutes }) => `A run has been waiting for ${minutes ?? 0} min`,
      ({ count }) => `Runs waiting: ${count ?? 0}. More robots may be needed.`,
    ],
    no_workers: [
      () => 'No robots are active',
      ({ count }) => `Runs waiting: ${count ?? 0}. They will start when a robot connects.`,
    ],
    provider_failing: [
      ({ portal }) => `${portal} is failing more than usual`,
      ({ count, of }) => `${count ?? 0} of the last ${of ?? 0} runs failed. The portal may have changed.`,
    ],
    no_rows: [
      ({ flow }) => `${flow} finished with no data`,
      () => 'Earlier runs did bring rows. Check whether this is expected.',
    ],
  },
};

const FOOTER: Record<AlertLanguage, (orgName: string) => string> = {
  es: (orgName) => `Aviso de SRI para ${orgName}. Qué avisos llegan y a quién se elige en Ajustes, Avisos.`,
  en: (orgName) => `Notice from SRI for ${orgName}. Choose which notices arrive, and for whom, in Settings, Notices.`,
};

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** One line, whatever names hold: a line break would begin a header. */
const oneLine = (text: string): string => text.replaceAll(/[\r\n\t]+/g, ' ').slice(0, 200);

export interface MailFacts {
  kind: AlertKind;
  details: AlertDetails;
  orgName: string;
  language: AlertLanguage;
  timeZone: string;
}

/** An alert as an e-mail: what happened, what to do, and where this comes from. */
export function mailText({ kind, details, orgName, language, timeZone }: MailFacts): MailText {
  const format = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const when = (iso: string): string => format.format(new Date(iso));
  const [title, body] = WORDS[language][kind];
  const lines = [oneLine(title(details, when)), body(details, when), FOOTER[language](orgName)];
  const [first = '', second = '', last = ''] = lines.map(escapeHtml);
  return {
    subject: `SRI: ${lines[0]}`,
    text: `${lines[0]}.\n\n${lines[1]}\n\n-- \n${lines[2]}\n`,
    html: `<p><strong>${first}.</strong></p><p>${second}</p><p style="color:#625b51">${last}</p>`,
  };
}
