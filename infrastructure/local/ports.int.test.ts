import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { claimPort } from './port-claims.ts';
import { freePort, reservePort } from './ports.ts';

async function listenOn(port: number, host: string): Promise<boolean> {
  const server = createServer().listen(port, host);
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  onTestFinished(() => void server.close());
  return true;
}

test('the wanted port is given where it is free, and is ours until we let it go', async () => {
  const wanted = await freePort();
  const reserved = await reservePort(wanted);
  expect(reserved.port).toBe(wanted);
  expect(await listenOn(wanted, '127.0.0.1')).toBe(false);
  await reserved.release();
  expect(await listenOn(wanted, '127.0.0.1')).toBe(true);
});

const addresses = Object.values(networkInterfaces()).flatMap((list) => list?.map(({ address }) => address) ?? []);

test.each(['127.0.0.1', '0.0.0.0', ...(addresses.includes('::1') ? ['::1'] : [])])(
  'a port on which somebody listens at %s is not taken',
  async (host) => {
    const wanted = await freePort();
    expect(await listenOn(wanted, host)).toBe(true);
    const reserved = await reservePort(wanted);
    onTestFinished(reserved.release);
    expect(reserved.port).toBeGreaterThan(wanted);
  },
);

test('two that want the same port get two', async () => {
  const wanted = await freePort();
  const both = await Promise.all([reservePort(wanted), reservePort(wanted)]);
  for (const { release } of both) onTestFinished(release);
  expect(both[0].port).not.toBe(both[1].port);
});

test('a port that was let go for its part is not given to another installation', async () => {
  const wanted = await freePort();
  const reserved = await reservePort(wanted);
  await reserved.release();
  const other = await reservePort(wanted);
  onTestFinished(other.release);
  expect(other.port).toBeGreaterThan(wanted);
});

test('the claim of a process that is gone holds nobody up', async () => {
  const wanted = await freePort();
  const script = `import { claimPort } from ${JSON.stringify(new URL('./port-claims.ts', import.meta.url).href)};
    process.exit(claimPort(${wanted}) ? 0 : 1)`;
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).status).toBe(0);
  expect(claimPort(wanted)).toBe(true);
  expect(spawnSync(process.execPath, ['--input-type=module', '-e', script]).status).toBe(1);
});
