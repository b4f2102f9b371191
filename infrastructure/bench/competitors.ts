import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchOptions, Page } from 'playwright';
import { AppError } from '@sri/shared/errors.ts';

/*
 * What we are compared with is no dependency of the product: it lies in this folder's own node_modules, installed from
 * the lockfile beside it when a bench first needs it. Its types are therefore not there when ours are checked, and the
 * little that is used of it is described here.
 */
const LOCK = join(import.meta.dirname, 'package-lock.json');
const STAMP = join(import.meta.dirname, 'node_modules', '.sri-installed');

function ensureInstalled(): void {
  const wanted = readFileSync(LOCK, 'utf8');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === wanted) return;
  console.error('· Installing what the benches measure against (once)');
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'];
  const { status } = spawnSync('npm', args, { cwd: import.meta.dirname, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) {
    throw new AppError('program_missing', 'what the benches measure against cannot be installed', {
      hint: 'The message of npm stands above.',
    });
  }
  writeFileSync(STAMP, wanted);
}

async function load<M>(name: string): Promise<M> {
  ensureInstalled();
  return (await import(name)) as M;
}

interface BullConnection {
  connection: { host: string; port: number };
}

export interface BullQueue {
  add: (name: string, data: unknown) => Promise<unknown>;
  obliterate: (options: { force: boolean }) => Promise<void>;
  waitUntilReady: () => Promise<unknown>;
  close: () => Promise<void>;
}

export interface BullWorker {
  run: () => Promise<void>;
  on: (event: 'completed' | 'error', hear: (subject: unknown) => void) => void;
  waitUntilReady: () => Promise<unknown>;
  close: () => Promise<void>;
}

export interface BullMq {
  Queue: new (name: string, options: BullConnection) => BullQueue;
  Worker: new (
    name: string,
    work: (job: { data: unknown }) => Promise<unknown>,
    options: BullConnection & { concurrency: number; autorun: boolean },
  ) => BullWorker;
}

export const loadBullMq = (): Promise<BullMq> => load<BullMq>('bullmq');

interface CrawlingContext {
  page: Page;
  request: { url: string };
}

export interface CrawlerOptions {
  minConcurrency: number;
  maxConcurrency: number;
  maxRequestRetries: number;
  retryOnBlocked: boolean;
  useSessionPool: boolean;
  launchContext: { useIncognitoPages: boolean; launchOptions: LaunchOptions };
  browserPoolOptions: { useFingerprints: boolean };
  preNavigationHooks: ((context: CrawlingContext) => Promise<void>)[];
  requestHandler: (context: CrawlingContext) => Promise<void>;
  failedRequestHandler: (context: CrawlingContext, error: Error) => void;
}

export interface Crawlee {
  PlaywrightCrawler: new (
    options: CrawlerOptions,
    configuration: object,
  ) => { run: (urls: string[]) => Promise<unknown>; teardown: () => Promise<void> };
  Configuration: new (options: { persistStorage: boolean; purgeOnStart: boolean }) => object;
  LogLevel: { ERROR: number };
  log: { setLevel: (level: number) => void };
}

export const loadCrawlee = (): Promise<Crawlee> => load<Crawlee>('@crawlee/playwright');

/** The version that the lockfile holds. */
export function competitorVersion(name: string): string {
  const lock = JSON.parse(readFileSync(LOCK, 'utf8')) as { packages: Record<string, { version?: string }> };
  return lock.packages[`node_modules/${name}`]?.version ?? 'unknown';
}
