import { z } from 'zod';
import { signedInSchema } from './auth.ts';
import { defineEndpoint } from './endpoint.ts';

export const createSignInCode = defineEndpoint({
  method: 'POST',
  path: '/api/auth/codes',
  summary: 'A code that signs its user in once, within minutes. Only outside production, and only on the same machine.',
  tag: 'auth',
  permission: 'member',
  status: 201,
  response: z.object({
    code: z.string(),
    /** Seconds that the code lives. */
    expiresIn: z.number().int(),
  }),
});

export const spendSignInCode = defineEndpoint({
  method: 'POST',
  path: '/api/auth/codes/use',
  summary: 'Signs in with such a code, as POST /api/auth/login does; the code is spent by it.',
  tag: 'auth',
  permission: 'public',
  credentials: 'ignored',
  body: z.strictObject({ code: z.string().min(1).max(200) }),
  status: 200,
  response: signedInSchema,
});
