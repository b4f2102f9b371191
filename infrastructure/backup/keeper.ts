import { mkdirSync } from 'node:fs';
import { delay } from '@sri/shared/lang/delay.ts';
import type { Logger } from '@sri/shared/node/logger.ts';
import type { KeeperConfig } from './config.ts';
import type { PostgresClient } from './postgres-client.ts';
import { receiveWal } from './receive-wal.ts';
import { createShipper, type Shipper } from './ship-wal.ts';
import type { BackupStore } from './store/backup-store.ts';
import { completeBases } from './store/bases.ts';
import { deleteOld, takeBase, takeDump } from './take-base.ts';
import { timelineOf } from './wal-names.ts';

/*
 * Three things go on side by side until the end:
 *   the log is received into the spool;
 *   what was received is put into the store;
 *   a base and a dump are taken each night, and at once where there is no base, the log in the store has a gap, or the
 *   cluster was restored.
 */

/** How it goes, for whoever looks. Times in ms since 1970, 0 for never. */
export interface KeeperState {
  receiving: boolean;
  walAt: number;
  baseAt: number;
  dumpAt: number;
  baseBytes: number;
  failures: number;
}

export interface Keeper {
  state(): KeeperState;
  /** Settles once everything has stopped. */
  ended: Promise<void>;
}

export interface KeeperOptions {
  config: KeeperConfig;
  postgres: PostgresClient;
  store: BackupStore;
  signal: AbortSignal;
  log: Logger;
}

/** Bases that stay however old: one that turns out to be bad has another before it. */
const KEPT_BASES = 2;
const LOOK_MS = 5000;
const AGAIN_MS = 30_000;

/** When the next night's backup is due after `last`. */
export function nextNight(last: Date, hour: number): Date {
  const next = new Date(last);
  next.setUTCHours(hour, 0, 0, 0);
  if (next <= last) next.setUTCDate(next.getUTCDate() + 1);
  return next;
}

export function startKeeper({ config, postgres, store, signal, log }: KeeperOptions): Keeper {
  const folder = config.BACKUP_SPOOL;
  mkdirSync(folder, { recursive: true });
  const state: KeeperState = { receiving: true, walAt: 0, baseAt: 0, dumpAt: 0, baseBytes: 0, failures: 0 };
  let shipper: Shipper | undefined;

  /** Does it again and again; a failure is told, counted and tried again. */
  async function forEver(what: string, everyMs: number, work: () => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      let pause = everyMs;
      try {
        await work();
      } catch (error) {
        if (signal.aborted) return;
        state.failures += 1;
        pause = Math.min(AGAIN_MS, Math.max(everyMs, 1000));
        log.error({ err: error }, `${what} failed, trying again`);
      }
      await delay(pause, signal);
    }
  }

  let partialAt = 0;
  async function ship(): Promise<void> {
    shipper ??= await createShipper({ store, folder });
    const partial = Date.now() - partialAt >= config.BACKUP_PARTIAL_MS;
    await shipper.ship(partial);
    if (!partial) return;
    partialAt = Date.now();
    // While nothing is received, what the store has grows old.
    if (state.receiving) state.walAt = shipper.shippedUpTo();
  }

  /** A restored cluster goes on along a timeline of its own, which no base before it leads to the end of. */
  async function isOtherTimeline(segment: string): Promise<boolean> {
    return timelineOf(await postgres.ask('select pg_walfile_name(pg_current_wal_lsn())')) !== timelineOf(segment);
  }

  let wanted = false;
  async function takeWhenDue(): Promise<void> {
    if (shipper?.takeBroken() === true) wanted = true;
    const newest = (await completeBases(store)).at(-1);
    state.baseAt = Math.max(state.baseAt, newest?.at.getTime() ?? 0);
    const night = newest === undefined || new Date() >= nextNight(newest.at, config.BACKUP_HOUR);
    if (!night && !wanted && !(await isOtherTimeline(newest.segment))) return;
    const base = await takeBase(postgres, store);
    wanted = false;
    Object.assign(state, { baseAt: base.at.getTime(), baseBytes: base.bytes });
    log.info({ id: base.id, bytes: base.bytes }, 'base backup taken');
    const bytes = await takeDump(postgres, store);
    state.dumpAt = Date.now();
    const deleted = await deleteOld(store, { days: config.BACKUP_KEEP_DAYS, atLeast: KEPT_BASES });
    log.info({ bytes, deleted }, 'dump taken, old backups deleted');
  }

  const receiving = receiveWal(postgres, { folder, signal, log, onLost: () => (state.receiving = false) });
  // It says nothing while all is well: what comes in tells.
  const heard = forEver('the look at the slot', LOOK_MS, async () => {
    const active = await postgres.ask("select active from pg_replication_slots where slot_name = 'sri_backup'");
    state.receiving = active === 't';
  });
  const all = [
    receiving,
    heard,
    forEver('carrying the log to the store', config.BACKUP_SHIP_MS, ship),
    forEver('the backup', LOOK_MS, takeWhenDue),
  ];
  return { state: () => ({ ...state }), ended: Promise.all(all).then(() => undefined) };
}
