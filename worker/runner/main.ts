// The runner: the worker's child that owns the browser and carries out scripts. It has no secrets and reaches neither
// Redis nor S3 (R48); it talks to its parent over the IPC pipe alone, and ends with it.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

process.on('disconnect', () => process.exit(0));
// Signals to the whole group are the parent's to act on: it drains first.
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => undefined);

enableCompileCache(join(import.meta.dirname, '../../node_modules/.cache/sri'));
const { serveParent } = await import('./serve-parent.ts');
serveParent(process);
