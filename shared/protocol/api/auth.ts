import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { emailSchema, passwordSchema, roleSchema } from '../../model/user.ts';
import { defineEndpoint } from './endpoint.ts';

const nameSchema = z.string().trim().min(1, 'must not be empty').max(200);
/** Of a password that is only compared: its form is no business of who is not signed in. */
const givenPassword = z.string().min(1, 'must not be empty').max(200);

export const signedInSchema = z.object({
  /** Access token, for `Authorization: Bearer`. */
  token: z.string(),
  /** Seconds that the access token lives. */
  expiresIn: z.number().int(),
  /** Good for one call of /api/auth/refresh. */
  refreshToken: z.string(),
  /** Sent along with later sign-ins, it keeps strangers' wrong guesses from locking this device out. */
  deviceToken: z.string(),
  user: z.object({ id: idSchema, email: z.string(), name: z.string(), role: roleSchema }),
  org: z.object({ id: idSchema, name: z.string() }),
});
export type SignedIn = z.infer<typeof signedInSchema>;

export const register = defineEndpoint({
  method: 'POST',
  path: '/api/auth/register',
  summary: 'Makes an organisation and its first admin.',
  tag: 'auth',
  permission: 'public',
  credentials: 'ignored',
  body: z.strictObject({ email: emailSchema, password: passwordSchema, name: nameSchema, orgName: nameSchema }),
  status: 201,
  response: signedInSchema,
});

export const login = defineEndpoint({
  method: 'POST',
  path: '/api/auth/login',
  summary: 'Signs in. With the header X-SRI-Client the tokens are also set as cookies, for the web console.',
  tag: 'auth',
  permission: 'public',
  credentials: 'ignored',
  body: z.strictObject({ email: emailSchema, password: givenPassword, deviceToken: z.string().max(200).optional() }),
  status: 200,
  response: signedInSchema,
});

export const refresh = defineEndpoint({
  method: 'POST',
  path: '/api/auth/refresh',
  summary: 'A new access token and a new refresh token for the one that is spent by it (the body, else the cookie).',
  tag: 'auth',
  permission: 'public',
  credentials: 'ignored',
  body: z.strictObject({ refreshToken: z.string().max(200).optional() }),
  status: 200,
  response: z.object({
    token: z.string(),
    expiresIn: z.number().int(),
    /** Absent where the cookie was used: the new one is in the cookie. */
    refreshToken: z.string().optional(),
  }),
});

export const logout = defineEndpoint({
  method: 'POST',
  path: '/api/auth/logout',
  summary: 'Ends this sign-in, or with `everywhere` all of this user. Without any token there is nothing to end.',
  tag: 'auth',
  permission: 'public',
  credentials: 'lenient',
  body: z.strictObject({ refreshToken: z.string().max(200).optional(), everywhere: z.boolean().default(false) }),
  status: 204,
});

export const getMe = defineEndpoint({
  method: 'GET',
  path: '/api/me',
  summary: 'Who the token belongs to, and what it may do.',
  tag: 'auth',
  permission: 'member',
  status: 200,
  response: z.object({
    user: z.object({ id: idSchema, email: z.string(), name: z.string() }),
    org: z.object({ id: idSchema, name: z.string(), timeZone: z.string() }),
    role: roleSchema,
    permissions: z.array(z.string()),
    via: z.enum(['token', 'apiKey', 'cookie']),
  }),
});

export const changePassword = defineEndpoint({
  method: 'POST',
  path: '/api/me/password',
  summary: 'Changes the own password; every other sign-in of this user ends.',
  tag: 'auth',
  permission: 'member',
  body: z.strictObject({ currentPassword: givenPassword, newPassword: passwordSchema }),
  status: 200,
  response: signedInSchema,
});
