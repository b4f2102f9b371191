import { z } from 'zod';
import { idSchema } from '../../model/ids.ts';
import { emailSchema, passwordSchema, roleSchema } from '../../model/user.ts';
import { signedInSchema } from './auth.ts';
import { defineEndpoint } from './endpoint.ts';

/** How long an invitation may be accepted. */
export const INVITATION_DAYS = 7;

export const invitationSchema = z.object({
  id: idSchema,
  email: z.string(),
  role: roleSchema,
  /** Name of whoever invited. */
  invitedBy: z.string(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  acceptedAt: z.iso.datetime().nullable(),
  revokedAt: z.iso.datetime().nullable(),
});
export type Invitation = z.infer<typeof invitationSchema>;

/** Of an invitation's link. In bodies only, never in an address that a server or proxy writes down. */
const token = z.string().min(1).max(200);

export const listInvitations = defineEndpoint({
  method: 'GET',
  path: '/api/invitations',
  summary: 'Invitations of the organisation, newest first, also those that have ended (the last 200).',
  tag: 'members',
  permission: 'members:write',
  status: 200,
  response: z.array(invitationSchema),
});

export const createInvitation = defineEndpoint({
  method: 'POST',
  path: '/api/invitations',
  summary: 'Invites somebody; the answer is the only place where the token of the link is ever shown.',
  tag: 'members',
  permission: 'members:write',
  body: z.strictObject({ email: emailSchema, role: roleSchema }),
  status: 201,
  response: invitationSchema.extend({ token: z.string() }),
});

export const revokeInvitation = defineEndpoint({
  method: 'DELETE',
  path: '/api/invitations/:invitationId',
  summary: 'Withdraws an invitation: its link ends at once.',
  tag: 'members',
  permission: 'members:write',
  params: z.object({ invitationId: idSchema }),
  status: 204,
});

export const readInvitation = defineEndpoint({
  method: 'POST',
  path: '/api/invitations/read',
  summary: 'What an invitation is for, to whoever has its link.',
  tag: 'members',
  permission: 'public',
  credentials: 'ignored',
  body: z.strictObject({ token }),
  status: 200,
  response: z.object({
    orgName: z.string(),
    email: z.string(),
    role: roleSchema,
    invitedBy: z.string(),
    expiresAt: z.iso.datetime(),
  }),
});

export const acceptInvitation = defineEndpoint({
  method: 'POST',
  path: '/api/invitations/accept',
  summary: "Becomes a member by an invitation, with a name and a password of one's own; signed in at once.",
  tag: 'members',
  permission: 'public',
  credentials: 'ignored',
  body: z.strictObject({
    token,
    name: z.string().trim().min(1, 'must not be empty').max(200),
    password: passwordSchema,
  }),
  status: 200,
  response: signedInSchema,
});
