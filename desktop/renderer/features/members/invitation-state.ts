import type { Invitation } from '@sri/shared/protocol/api/invitations.ts';

export type InvitationState = 'open' | 'accepted' | 'revoked' | 'expired';

/** How an invitation stands at a time, in ms since the epoch. */
export function stateOfInvitation(
  { acceptedAt, revokedAt, expiresAt }: Pick<Invitation, 'acceptedAt' | 'revokedAt' | 'expiresAt'>,
  now: number,
): InvitationState {
  if (acceptedAt !== null) return 'accepted';
  if (revokedAt !== null) return 'revoked';
  return Date.parse(expiresAt) > now ? 'open' : 'expired';
}
