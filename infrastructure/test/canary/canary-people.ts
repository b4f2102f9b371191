import { canaryOf, canaryValue, type Canary } from './canary.ts';
import type { Asked, Listener } from './heard-answers.ts';

export interface CanaryPeople {
  /** Of the admin. */
  token: string;
  canaries: Canary[];
}

const text = ({ status, body }: Asked, name: string): string => {
  const value = body[name];
  if (typeof value !== 'string') throw new Error(`no ${name} in an answer ${status}: ${JSON.stringify(body)}`);
  return value;
};

/** Everything that lets somebody in, made, used, and used wrongly: passwords, tokens, keys, invitations, codes. */
export async function usePeopleSecrets({ ask }: Listener): Promise<CanaryPeople> {
  const canaries: Canary[] = [];
  const mark = (name: string, value: string): string => {
    canaries.push(canaryOf(name, value));
    return value;
  };
  const signedIn = (name: string, answer: Asked): string => {
    const token = mark(`access token of ${name}`, text(answer, 'token'));
    mark(`signature of ${name}'s access token`, token.split('.')[2] ?? token);
    mark(`refresh token of ${name}`, text(answer, 'refreshToken'));
    mark(`device token of ${name}`, text(answer, 'deviceToken'));
    return token;
  };
  const newAddress = (): string => `c${crypto.randomUUID()}@empresa.com`;
  const handsOut = true;

  const email = newAddress();
  const password = mark('password', canaryValue('password', true));
  const names = { name: 'Ana', orgName: 'Canarios' };
  const registered = await ask('POST', '/api/auth/register', { body: { email, password, ...names }, handsOut });
  signedIn('the admin at first', registered);
  const next = mark('changed password', canaryValue('changed', true));
  const change = { currentPassword: password, newPassword: next };
  const changed = await ask('POST', '/api/me/password', { token: text(registered, 'token'), body: change, handsOut });
  const token = signedIn('the admin', changed);
  const refreshed = await ask('POST', '/api/auth/refresh', {
    body: { refreshToken: text(changed, 'refreshToken') },
    handsOut,
  });
  mark('refreshed token', text(refreshed, 'refreshToken'));

  const key = mark(
    'api key',
    text(await ask('POST', '/api/api-keys', { token, body: { name: 'canario' }, handsOut }), 'key'),
  );
  await ask('GET', '/api/me', { token: key });
  const code = mark('sign-in code', text(await ask('POST', '/api/auth/codes', { token, handsOut }), 'code'));
  signedIn('the code', await ask('POST', '/api/auth/codes/use', { body: { code }, handsOut }));

  const given = mark('first password of a member', canaryValue('member', true));
  const member = { email: newAddress(), name: 'Marta', password: given, role: 'operator' };
  await ask('POST', '/api/members', { token, body: member });
  const guest = { email: newAddress(), role: 'reader' };
  const invited = await ask('POST', '/api/invitations', { token, body: guest, handsOut });
  const invitation = mark('invitation', text(invited, 'token'));
  await ask('POST', '/api/invitations/read', { body: { token: invitation } });
  const own = mark('password of a guest', canaryValue('guest', true));
  const accepting = { token: invitation, name: 'Luis', password: own };
  signedIn('a guest', await ask('POST', '/api/invitations/accept', { body: accepting, handsOut }));

  // And everything once more where it does not belong: what refuses it must not say it again.
  const wrong = mark('wrong password', canaryValue('wrong', true));
  await ask('POST', '/api/auth/login', { body: { email, password: wrong } });
  await ask('POST', '/api/auth/login', { body: { email: wrong, password: next } });
  await ask('POST', '/api/auth/login', { text: `{"email":"${email}","password":${JSON.stringify(wrong)}x}` });
  await ask('POST', '/api/auth/login', { text: `{"password":"${canaryInText(canaries)}` });
  await ask('POST', '/api/auth/register', { body: { email, password: next, ...names } });
  await ask('POST', '/api/auth/codes/use', { body: { code } });
  await ask('POST', '/api/invitations/read', { body: { token: invitation } });
  await ask('POST', '/api/me/password', { token, body: { currentPassword: wrong, newPassword: next.repeat(9) } });
  await ask('GET', '/api/me', { token: `${key}x` });
  const again = await ask('POST', '/api/auth/login', { body: { email, password: next }, handsOut });
  return { token: signedIn('the admin in the end', again), canaries };
}

function canaryInText(canaries: Canary[]): string {
  const value = canaryValue('unquoted');
  canaries.push(canaryOf('password in broken JSON', value));
  return value;
}
