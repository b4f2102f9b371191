import { randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { opener, PIECE_BYTES, sealer } from './seal.ts';

const SECRET = 'k3y-0123456789-0123456789-abcdefghij';
const OTHER = 'an0ther-123456789-0123456789-abcdefg';
const NAME = 'base/2026/base.tar';

const streamOf = (...parts: Buffer[]): Readable => Readable.from(parts);
const seal = (content: Buffer, name = NAME): Promise<Buffer> => buffer(sealer(SECRET, name)(streamOf(content)));
const open = (file: Buffer, { secrets = [SECRET], name = NAME } = {}): Promise<Buffer> =>
  buffer(opener(secrets, name)(streamOf(file.subarray(0, 7), file.subarray(7))));

test.each([0, 17, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 2 * PIECE_BYTES + 3])(
  'R58 %i bytes come back as they were, and nothing of them is to be seen in the file',
  async (size) => {
    const content = randomBytes(size);
    const file = await seal(content);
    expect(await open(file)).toEqual(content);
    expect(size > 0 && file.includes(content.subarray(0, 16))).toBe(false);
  },
);

test('R58 the same content is never sealed to the same bytes', async () => {
  const content = Buffer.from('liquidaciones');
  expect(await seal(content)).not.toEqual(await seal(content));
});

test('R58 the key before this one still opens, another does not', async () => {
  const file = await seal(Buffer.from('x'));
  expect(await open(file, { secrets: [OTHER, SECRET] })).toEqual(Buffer.from('x'));
  await expect(open(file, { secrets: [OTHER] })).rejects.toThrow('cannot be opened');
});

test('R58 a flipped bit, a cut, pieces in another order, another name: all are refused', async () => {
  const file = await seal(randomBytes(2 * PIECE_BYTES + 100));
  const head = 40;
  const piece = PIECE_BYTES + 16;
  const pieces = [file.subarray(head, head + piece), file.subarray(head + piece, head + 2 * piece)];
  const flipped = Buffer.from(file);
  flipped[head + 5] = (flipped[head + 5] ?? 0) ^ 1;
  const wrong = [
    flipped,
    file.subarray(0, -1),
    file.subarray(0, head + 2 * piece),
    file.subarray(0, head + piece),
    Buffer.concat([file.subarray(0, head), ...pieces.toReversed(), file.subarray(head + 2 * piece)]),
  ];
  for (const bytes of wrong) await expect(open(bytes)).rejects.toThrow(/cannot be opened|was cut short/);
  await expect(open(file.subarray(0, head))).rejects.toThrow('was cut short');
  await expect(open(file.subarray(0, 20))).rejects.toThrow('is no backup');
  await expect(open(Buffer.alloc(100))).rejects.toThrow('is no backup of this system');
  await expect(open(file, { name: 'base/2025/base.tar' })).rejects.toThrow('cannot be opened');
});
