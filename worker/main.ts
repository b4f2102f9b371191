// A worker: claims jobs, verifies them, has its runner carry them out, uploads what came of it.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { restartWithRoom } from './restart-with-room.ts';

restartWithRoom(import.meta.filename);
enableCompileCache(join(import.meta.dirname, '../node_modules/.cache/sri'));
const { runWorker } = await import('./run-worker.ts');
await runWorker();
