import { isLocal } from '../servers/server-address.ts';

/** A server of this computer, and what signs in there once; null: the person signs in. */
export interface SignInLink {
  /** Its origin. */
  server: string;
  code: string | null;
}

/**
 * What `npm start` opens the app with: `sri://entrar?servidor=http://localhost:3000&codigo=…`. Null for any other link, and
 * for a server elsewhere: a page on the web, which can open links too, must not lead a person into somebody else's server.
 */
export function signInOfLink(link: string): SignInLink | null {
  const url = URL.canParse(link) ? new URL(link) : null;
  if (url?.protocol !== 'sri:' || url.hostname !== 'entrar') return null;
  const server = url.searchParams.get('servidor') ?? '';
  const code = url.searchParams.get('codigo');
  const origin = /^https?:\/\//.test(server) && URL.canParse(server) ? new URL(server).origin : null;
  if (origin !== server || !isLocal(origin)) return null;
  return code === null || /^[\w-]{1,200}$/.test(code) ? { server, code } : null;
}

/** The screen of the app that signs in with the code, or asks the person. */
export function signInPath({ code }: SignInLink): string {
  return code === null ? '/entrar' : `/entrar?codigo=${code}`;
}
