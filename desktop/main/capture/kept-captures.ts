import { AppError } from '@sri/shared/errors.ts';
import { sessionSchema, type Session } from '@sri/shared/model/session.ts';
import { z } from 'zod';
import type { CaptureApi, CaptureKeeper } from './capture-controller.ts';

/** Where texts lie until they can be sent; the local store's shelf for captured sessions. */
export interface UnsentTexts {
  kind: 'encrypted' | 'memory';
  keep(id: string, text: string): Promise<void>;
  list(): Promise<{ id: string; text: string }[]>;
  remove(id: string): void;
}

/** Whose session it is: it is sent by that person at that server, and by nobody else. */
export interface SignedInAs {
  server: string;
  userId: string;
}

const keptSchema = z.object({ server: z.string(), userId: z.string(), providerId: z.uuid(), session: sessionSchema });

export interface KeptCaptures extends CaptureKeeper {
  /** Sends what waits for this person; returns the portals whose session has arrived. Call when the connection is back. */
  sendAll(): Promise<string[]>;
}

/** Sessions that could not be sent. One a portal: a newer login replaces the older one. */
export function keepCaptures(
  unsent: UnsentTexts,
  signedInAs: () => SignedInAs | null | Promise<SignedInAs | null>,
  save: CaptureApi['save'],
): KeptCaptures {
  const idOf = ({ server, userId }: SignedInAs, providerId: string): string => `${server} ${userId} ${providerId}`;
  let sending: Promise<string[]> | undefined;

  async function sendOne(id: string, text: string, who: SignedInAs): Promise<string | null> {
    const kept = keptSchema.safeParse(JSON.parse(text)).data;
    if (kept === undefined || kept.server !== who.server || kept.userId !== who.userId) return null;
    try {
      await save(kept.providerId, kept.session);
    } catch (error) {
      // What the server will never take is given up; for everything else there is a next time.
      const never = error instanceof AppError && !error.retryable && error.status !== 401;
      if (!never) return null;
      unsent.remove(id);
      return null;
    }
    unsent.remove(id);
    return kept.providerId;
  }

  async function sendEach(): Promise<string[]> {
    const who = await signedInAs();
    if (who === null) return [];
    const sent: string[] = [];
    for (const { id, text } of await unsent.list()) {
      const providerId = await sendOne(id, text, who);
      if (providerId !== null) sent.push(providerId);
    }
    return sent;
  }

  return {
    kind: unsent.kind,
    keep: async (providerId: string, session: Session) => {
      const who = await signedInAs();
      if (who === null) throw new AppError('unauthenticated', 'Nobody is signed in.', { hint: 'Sign in first.' });
      await unsent.keep(idOf(who, providerId), JSON.stringify({ ...who, providerId, session }));
    },
    sendAll: () => (sending ??= sendEach().finally(() => (sending = undefined))),
  };
}
