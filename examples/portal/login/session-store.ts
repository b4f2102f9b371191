import { randomBytes } from 'node:crypto';
import type { Session, SessionKeeper } from './session-file.ts';
import { sessionKey } from './session-file.ts';

/** The sessions of the site. An id is 32 random bytes and is known to the browser only. */
export interface SessionStore {
  /** Starts a session and gives its id. */
  open(user: string): string;
  /** The living session of an id, which this visit keeps alive; undefined when it never was or has ended. */
  visit(id: string): Session | undefined;
  end(id: string): void;
  /** Ends all of them and says how many there were. */
  endAll(): number;
  count(): number;
}

export interface SessionRules {
  idleMs: number;
  /** 0 = no limit. */
  absoluteMs: number;
  now: () => number;
  keeper: SessionKeeper;
}

/** How much of the idle time may pass before a visit is written down: a crash loses at most that. */
const WRITE_EVERY_SHARE = 10;

/** A store that starts with what the keeper holds. */
export function createSessionStore({ idleMs, absoluteMs, now, keeper }: SessionRules): SessionStore {
  const sessions = keeper.read();
  let writtenAt = now();

  const isOver = (session: Session): boolean =>
    now() - session.seenAt >= idleMs || (absoluteMs > 0 && now() - session.startedAt >= absoluteMs);
  const dropEnded = (): void => {
    for (const [key, session] of sessions) if (isOver(session)) sessions.delete(key);
  };
  const save = (): void => {
    dropEnded();
    writtenAt = now();
    keeper.write(sessions);
  };

  return {
    open: (user) => {
      const id = randomBytes(32).toString('base64url');
      sessions.set(sessionKey(id), { user, startedAt: now(), seenAt: now() });
      save();
      return id;
    },
    visit: (id) => {
      const session = sessions.get(sessionKey(id));
      if (session === undefined || isOver(session)) return undefined;
      session.seenAt = now();
      if (now() - writtenAt >= idleMs / WRITE_EVERY_SHARE) save();
      return session;
    },
    end: (id) => {
      if (sessions.delete(sessionKey(id))) save();
    },
    endAll: () => {
      dropEnded();
      const ended = sessions.size;
      sessions.clear();
      save();
      return ended;
    },
    count: () => {
      dropEnded();
      return sessions.size;
    },
  };
}
