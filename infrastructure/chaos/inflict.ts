import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { loadScripts } from '@sri/shared/queue/scripts.ts';
import { signalQuietly } from '../local/recorded-process.mjs';
import type { ChaosStack } from './chaos-stack.ts';
import { WORKERS, type Fault, type FaultKind, type Link } from './faults.ts';

/** Carries faults out. */
export interface Inflictor {
  /** Resolves when it is over: true where it met something, false where its target was down just then. */
  inflict(fault: Fault): Promise<boolean>;
  /** Lets everything work again: what is stopped goes on, links are whole. */
  mendAll(): void;
}

const REPLY_WAIT_MS = 3000;
const REDRAIN_MS = 30_000;
const LOOK_AGAIN_MS = 100;

export function createInflictor({ supervisor, links, redisUrl }: ChaosStack): Inflictor {
  const stopped = new Set<number>();
  const scripts = loadScripts();
  const pidOf = (part: string): number | undefined => supervisor.pids()[part];

  function signal(part: string, name: NodeJS.Signals): boolean {
    const pid = pidOf(part);
    if (pid === undefined) return false;
    signalQuietly(pid, name);
    return true;
  }

  async function pause(part: string, ms: number): Promise<boolean> {
    const pid = pidOf(part);
    if (pid === undefined || stopped.has(pid)) return false;
    stopped.add(pid);
    signalQuietly(pid, 'SIGSTOP');
    await sleep(ms);
    signalQuietly(pid, 'SIGCONT');
    stopped.delete(pid);
    return true;
  }

  async function cut(names: readonly Link[], ms: number): Promise<boolean> {
    for (const name of names) links.of(name).cut();
    await sleep(ms);
    for (const name of names) links.of(name).mend();
    return true;
  }

  async function blackHole(name: Link, ms: number): Promise<boolean> {
    const proxy = links.of(name);
    proxy.swallow();
    await sleep(ms);
    proxy.mend();
    return true;
  }

  async function flush(): Promise<boolean> {
    const redis = new Redis(redisUrl, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
    redis.on('error', () => {
      // The command tells.
    });
    try {
      await redis.connect();
      await redis.flushall();
      return true;
    } catch {
      return false;
    } finally {
      redis.disconnect();
    }
  }

  /** The reply to the next claim, renewal or finish of this worker does not arrive. */
  async function loseReply(name: Link): Promise<boolean> {
    const proxy = links.of(name);
    const before = proxy.dropped();
    const { claim, finish, renew } = scripts;
    proxy.dropReplyTo(new RegExp([claim.sha, finish.sha, renew.sha].join('|')));
    for (let waited = 0; waited < REPLY_WAIT_MS && proxy.dropped() === before; waited += LOOK_AGAIN_MS) {
      await sleep(LOOK_AGAIN_MS);
    }
    return proxy.dropped() > before;
  }

  /** One after the other is asked to end, and the next one once it is back. */
  async function rollingRestart(): Promise<boolean> {
    let restarted = 0;
    for (const part of ['server', ...WORKERS]) {
      const pid = pidOf(part);
      if (pid === undefined) continue;
      signalQuietly(pid, 'SIGTERM');
      for (let waited = 0; waited < REDRAIN_MS; waited += LOOK_AGAIN_MS) {
        const now = pidOf(part);
        if (now !== undefined && now !== pid) break;
        await sleep(LOOK_AGAIN_MS);
      }
      if (pidOf(part) !== pid) restarted += 1;
    }
    return restarted > 0;
  }

  const kill = (part: string, name: NodeJS.Signals = 'SIGKILL') => Promise.resolve(signal(part, name));
  const hands: Readonly<Record<FaultKind, (fault: Fault) => Promise<boolean>>> = {
    'worker killed': ({ target }) => kill(target),
    'worker stopped': ({ target, lastsMs }) => pause(target, lastsMs),
    'server killed': () => kill('server'),
    'server stopped': ({ lastsMs }) => pause('server', lastsMs),
    'Redis killed': () => kill('redis'),
    'Redis stopped': ({ lastsMs }) => pause('redis', lastsMs),
    'Redis flushed': flush,
    // An immediate shutdown: sessions are cut off, the next start recovers from the log.
    'Postgres restarted': () => kill('postgres', 'SIGQUIT'),
    'S3 killed': () => kill('s3'),
    'S3 away': ({ lastsMs }) => cut(['workers to S3', 'server to S3'], lastsMs),
    'connections dropped': ({ target }) => Promise.resolve(links.of(target as Link).drop() > 0),
    'connections black-holed': ({ target, lastsMs }) => blackHole(target as Link, lastsMs),
    'link cut': ({ target, lastsMs }) => cut([target as Link], lastsMs),
    'reply lost': ({ target }) => loseReply(target as Link),
    'rolling restart': rollingRestart,
  };

  return {
    inflict: (fault) => hands[fault.kind](fault),
    mendAll: () => {
      for (const pid of stopped) signalQuietly(pid, 'SIGCONT');
    },
  };
}
