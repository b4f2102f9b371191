// `npm start`. Node keeps what it compiles from one start to the next, but only of what is loaded after this is said:
// hence the late import.
import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

enableCompileCache(join(import.meta.dirname, '..', '..', '.tools', 'compile-cache'));
await import('./command.ts');
