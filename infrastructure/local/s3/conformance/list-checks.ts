import assert from 'node:assert/strict';
import {
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type ListObjectsCommandOutput,
  type ListObjectsV2CommandInput,
} from '@aws-sdk/client-s3';
import { refused, type Check, type CheckContext } from './check.ts';

// "a" and "a/..." beside each other, neighbours of "/", bytes beyond ASCII, and names longer than a file's may be.
const NAMES = [
  'A',
  'a!',
  'a.txt',
  'a/1',
  'a/2',
  'a/b/1',
  'a0',
  'b',
  'c/1',
  `d/${'long'.repeat(60)}`,
  'z',
  'ñ',
  '€',
  '😀',
];

function inByteOrder(names: readonly string[]): string[] {
  return names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}

async function fill({ s3, bucket, key }: CheckContext, names: readonly string[] = NAMES): Promise<string> {
  for (const name of names) await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key(name), Body: name }));
  return key('');
}

/** All pages of a listing: keys and common prefixes in the order in which they came, without the check's own prefix. */
async function pages(
  context: CheckContext,
  base: string,
  input: Partial<ListObjectsV2CommandInput>,
): Promise<string[][]> {
  const result: string[][] = [];
  let token: string | undefined;
  do {
    const page = await context.s3.send(
      new ListObjectsV2Command({ Bucket: context.bucket, Prefix: base, ...input, ContinuationToken: token }),
    );
    const keys = (page.Contents ?? []).map(({ Key = '' }) => Key);
    const prefixes = (page.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);
    assert.equal(page.KeyCount, keys.length + prefixes.length);
    result.push([...keys, ...prefixes].map((text) => text.slice(base.length)));
    token = page.NextContinuationToken;
    assert.equal(page.IsTruncated, token !== undefined);
  } while (token !== undefined);
  return result;
}

export const listChecks: Check[] = [
  {
    name: 'a listing is in the byte order of the keys and tells size, tag and date',
    async run(context) {
      const base = await fill(context);
      assert.deepEqual((await pages(context, base, {})).flat(), inByteOrder(NAMES));
      const { Contents = [] } = await context.s3.send(
        new ListObjectsV2Command({ Bucket: context.bucket, Prefix: `${base}€` }),
      );
      assert.equal(Contents.length, 1);
      assert.equal(Contents[0]?.Size, 3);
      assert.match(Contents[0]?.ETag ?? '', /^"[0-9a-f]{32}"$/);
      assert.ok(Contents[0]?.LastModified instanceof Date);
    },
  },
  {
    name: 'pages of 1, 2, 3 and 5 hold every key once, in order',
    async run(context) {
      const base = await fill(context);
      for (const MaxKeys of [1, 2, 3, 5]) {
        const found = await pages(context, base, { MaxKeys });
        assert.deepEqual(found.flat(), inByteOrder(NAMES), `pages of ${MaxKeys}`);
        assert.ok(found.every((page) => page.length <= MaxKeys));
      }
    },
  },
  {
    name: 'a prefix need not end at a "/"',
    async run(context) {
      const base = await fill(context);
      const under = async (Prefix: string): Promise<string[]> =>
        (await pages(context, base, { Prefix: base + Prefix })).flat();
      assert.deepEqual(await under('a'), ['a!', 'a.txt', 'a/1', 'a/2', 'a/b/1', 'a0']);
      assert.deepEqual(await under('a/'), ['a/1', 'a/2', 'a/b/1']);
      assert.deepEqual(await under('d/longlonglo'), [`d/${'long'.repeat(60)}`]);
      assert.deepEqual(await under('nothing'), []);
    },
  },
  {
    name: 'a delimiter folds what lies below into common prefixes, each told once, over all pages',
    async run(context) {
      const base = await fill(context);
      const files = ['A', 'a!', 'a.txt', 'a0', 'b', 'z', 'ñ', '€', '😀'];
      const folders = ['a/', 'c/', 'd/'];
      for (const MaxKeys of [1, 2, 3, 1000]) {
        const found = (await pages(context, base, { Delimiter: '/', MaxKeys })).flat();
        assert.deepEqual(
          found.filter((name) => !name.endsWith('/')),
          files,
          `pages of ${MaxKeys}`,
        );
        assert.deepEqual(
          found.filter((name) => name.endsWith('/')),
          folders,
          `pages of ${MaxKeys}`,
        );
      }
      const inner = (await pages(context, base, { Prefix: `${base}a/`, Delimiter: '/' })).flat();
      assert.deepEqual(inner, ['a/1', 'a/2', 'a/b/']);
    },
  },
  {
    name: 'a delimiter may be any text',
    async run(context) {
      const base = await fill(context, ['x--1', 'x--2', 'y-3', 'zñ1', 'zñ2']);
      assert.deepEqual((await pages(context, base, { Delimiter: '--' })).flat(), ['y-3', 'zñ1', 'zñ2', 'x--']);
      assert.deepEqual((await pages(context, base, { Delimiter: 'ñ' })).flat(), ['x--1', 'x--2', 'y-3', 'zñ']);
    },
  },
  {
    name: 'start-after begins behind that key, whether it is there or not',
    async run(context) {
      const base = await fill(context);
      const after = async (name: string): Promise<string[]> =>
        (await pages(context, base, { StartAfter: base + name })).flat();
      assert.deepEqual(await after('a/2'), ['a/b/1', 'a0', 'b', 'c/1', `d/${'long'.repeat(60)}`, 'z', 'ñ', '€', '😀']);
      assert.deepEqual(await after('y'), ['z', 'ñ', '€', '😀']);
      assert.deepEqual(await after('😀'), []);
    },
  },
  {
    name: 'the old listing pages by marker, with and without a delimiter',
    async run(context) {
      const { s3, bucket } = context;
      const base = await fill(context);
      for (const Delimiter of [undefined, '/']) {
        const found: string[] = [];
        for (let Marker: string | undefined = ''; Marker !== undefined;) {
          const got: ListObjectsCommandOutput = await s3.send(
            new ListObjectsCommand({ Bucket: bucket, Prefix: base, Delimiter, Marker, MaxKeys: 2 }),
          );
          const keys = (got.Contents ?? []).map(({ Key = '' }) => Key);
          const prefixes = (got.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);
          found.push(...keys, ...prefixes);
          Marker = got.IsTruncated === true ? (got.NextMarker ?? keys.at(-1)) : undefined;
        }
        const expected = Delimiter ? ['A', 'a!', 'a.txt', 'a/', 'a0', 'b', 'c/', 'd/', 'z', 'ñ', '€', '😀'] : NAMES;
        assert.deepEqual(inByteOrder(found.map((text) => text.slice(base.length))), inByteOrder(expected));
        assert.equal(new Set(found).size, found.length);
      }
    },
  },
  {
    name: 'encoding-type=url writes keys so that any XML reader takes them',
    async run(context) {
      const base = await fill(context, ['a b', 'c+d', '<&>']);
      const input = { Bucket: context.bucket, Prefix: base, EncodingType: 'url' } as const;
      const { Contents = [], EncodingType } = await context.s3.send(new ListObjectsV2Command(input));
      assert.equal(EncodingType, 'url');
      const decoded = Contents.map(({ Key = '' }) => decodeURIComponent(Key.replaceAll('+', '%20')).slice(base.length));
      assert.deepEqual(decoded, ['<&>', 'a b', 'c+d']);
    },
  },
  {
    name: 'odd names come back whole without it, too',
    async run(context) {
      const names = [
        '\'quote"',
        '<&>',
        ']]>',
        'a b',
        'a%2Fb',
        'a+b',
        'á',
        '…',
        ...(context.own ? ['\u0001', 'x\r\ny'] : []),
      ];
      const base = await fill(context, names);
      assert.deepEqual((await pages(context, base, {})).flat(), inByteOrder(names));
    },
  },
  {
    name: 'max-keys 0 is an empty page, and the owner is told on demand',
    async run(context) {
      const { s3, bucket } = context;
      const base = await fill(context, ['one']);
      const none = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: base, MaxKeys: 0 }));
      assert.deepEqual([none.KeyCount, none.IsTruncated], [0, false]);
      const owned = await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: base, FetchOwner: true }));
      assert.ok(owned.Contents?.[0]?.Owner?.ID);
    },
  },
  {
    name: 'a continuation token that was made up is refused',
    async run({ s3, bucket, own }) {
      if (!own) return; // others take any text
      const list = new ListObjectsV2Command({ Bucket: bucket, ContinuationToken: 'made up' });
      await refused(s3.send(list), 'InvalidArgument');
    },
  },
];
