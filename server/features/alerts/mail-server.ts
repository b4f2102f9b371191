import { createTransport } from 'nodemailer';
import type { SendMail } from './send-mails.ts';

export interface MailServerOptions {
  /** `smtp://user:password@host:587`, or `smtps://`. */
  url: string;
  /** Who the mail comes from, as `SRI <avisos@empresa.com>`. */
  from: string;
}

const TIMEOUT_MS = 30_000;

/** The way to the mail server, with a connection for each mail. */
export function createMailServer({ url, from }: MailServerOptions): SendMail {
  const { hostname } = new URL(url);
  const transport = createTransport({
    url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return async (to, { subject, text, html }, id) => {
    await transport.sendMail({
      from,
      to: { name: '', address: to },
      subject,
      text,
      html,
      messageId: `<${id}@${hostname}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
    });
  };
}
