import { createServer, type Server } from 'node:net';
import { AppError } from '@sri/shared/errors.ts';
import { claimPort, disclaimPort } from './port-claims.ts';

const TRIED = 100;
const CANNOT_TELL = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** A port that is ours: nobody else gets it until `release`, just before the part that uses it starts. */
export interface ReservedPort {
  port: number;
  release: () => Promise<void>;
}

/** Listens, or gives back nothing when somebody else does. A machine without that address family has no say. */
function listen(port: number, host: string): Promise<Server | 'busy' | 'no-such-address'> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (CANNOT_TELL.has(error.code ?? '')) resolve('no-such-address');
      else if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve('busy');
      else reject(error);
    });
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

async function reserveExactly(wanted: number): Promise<ReservedPort | undefined> {
  const first = await listen(wanted, '127.0.0.1');
  if (typeof first === 'string') return undefined;
  const address = first.address();
  const port = typeof address === 'object' && address !== null ? address.port : wanted;
  // `localhost` may mean ::1 first: a stranger there would get what is meant for us.
  const second = await listen(port, '::1');
  if (second === 'busy') {
    await close(first);
    return undefined;
  }
  const held = second === 'no-such-address' ? [first] : [first, second];
  return {
    port,
    release: async () => {
      await Promise.all(held.map(close));
    },
  };
}

/** As `reserveExactly`, and after `release` no other installation takes it while this process lives. */
async function claimExactly(wanted: number): Promise<ReservedPort | undefined> {
  if (!claimPort(wanted)) return undefined;
  const reserved = await reserveExactly(wanted);
  if (reserved === undefined) disclaimPort(wanted);
  return reserved;
}

/** The wanted port if it is free on loopback, else the next free one above. */
export async function reservePort(wanted: number): Promise<ReservedPort> {
  for (let port = wanted; port < wanted + TRIED && port < 65_536; port++) {
    const reserved = await claimExactly(port);
    if (reserved !== undefined) return reserved;
  }
  throw new AppError('part_failed', `no free port from ${wanted} on`, {
    hint: `Stop what listens there, or set another port.`,
  });
}

/** Any port that is free on loopback right now; for tests. */
export async function freePort(): Promise<number> {
  const reserved = await reserveExactly(0);
  if (reserved === undefined) return freePort();
  await reserved.release();
  return reserved.port;
}
