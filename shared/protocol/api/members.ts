import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { emailSchema, passwordSchema, roleSchema } from '../../model/user.ts';
import { defineEndpoint } from './endpoint.ts';

export const memberSchema = z.object({
  userId: idSchema,
  email: z.string(),
  name: z.string(),
  role: roleSchema,
  since: z.iso.datetime(),
});
export type Member = z.infer<typeof memberSchema>;

const params = z.object({ userId: idSchema });

export const listMembers = defineEndpoint({
  method: 'GET',
  path: '/api/members',
  summary: 'The members of the organisation.',
  tag: 'members',
  permission: 'org:read',
  status: 200,
  response: z.array(memberSchema),
});

export const addMember = defineEndpoint({
  method: 'POST',
  path: '/api/members',
  summary: 'Adds a member with a first password, which is to be handed over and changed.',
  tag: 'members',
  permission: 'members:write',
  body: z.strictObject({
    email: emailSchema,
    name: z.string().trim().min(1).max(200),
    password: passwordSchema,
    role: roleSchema,
  }),
  status: 201,
  response: memberSchema,
});

export const changeMember = defineEndpoint({
  method: 'PATCH',
  path: '/api/members/:userId',
  summary: "Changes a member's role, or gives a new password; either ends that member's sign-ins.",
  tag: 'members',
  permission: 'members:write',
  params,
  body: z
    .strictObject({ role: roleSchema.optional(), password: passwordSchema.optional() })
    .refine(({ role, password }) => role !== undefined || password !== undefined, 'nothing to change'),
  status: 200,
  response: memberSchema,
});

export const removeMember = defineEndpoint({
  method: 'DELETE',
  path: '/api/members/:userId',
  summary: 'Removes a member; sign-ins and API keys of that member end within a second.',
  tag: 'members',
  permission: 'members:write',
  params,
  status: 204,
});
