import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readFuses, setFuses } from './fuses.ts';

/** How a binary carries its fuses: a mark, the version of the list, its length, and a character for each fuse. */
const MARK = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

function binaryWith(states: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'sri-fuses-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'electron');
  writeFileSync(
    file,
    Buffer.concat([Buffer.from(`code${MARK}`), Buffer.from([1, states.length]), Buffer.from(`${states}code`)]),
  );
  return file;
}

const WANTED = {
  RunAsNode: false,
  EnableCookieEncryption: true,
  EnableNodeOptionsEnvironmentVariable: false,
  EnableNodeCliInspectArguments: false,
  EnableEmbeddedAsarIntegrityValidation: true,
  OnlyLoadAppFromAsar: true,
  LoadBrowserProcessSpecificV8Snapshot: false,
  GrantFileProtocolExtraPrivileges: false,
  WasmTrapHandlers: true,
};

test('R55 every fuse that Electron has today is set, whatever it was', async () => {
  for (const states of ['000000000', '111111111']) {
    const binary = binaryWith(states);
    await setFuses(binary);
    expect(await readFuses(binary)).toEqual(WANTED);
  }
});

test('R55 a fuse that a newer Electron brings has to be decided on; an older one has fewer', async () => {
  await expect(setFuses(binaryWith('1010011011'))).rejects.toThrow(/strictlyRequireAllFuses/);
  const { WasmTrapHandlers, ...older } = WANTED;
  expect(WasmTrapHandlers).toBe(true);
  const binary = binaryWith('10100110');
  await setFuses(binary);
  expect(await readFuses(binary)).toEqual(older);
});
