import { crc32, deflateSync } from 'node:zlib';

/** Pixels as a PDF's parser hands them out, row by row: grey, red-green-blue, or those with transparency. */
export interface Pixels {
  data: Uint8Array | Uint8ClampedArray;
  width: number;
  height: number;
  channels: 1 | 3 | 4;
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** PNG's colour types by channels. */
const COLOUR = { 1: 0, 3: 2, 4: 6 } as const;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  body.copy(whole, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}

/** Pixels as a PNG (ISO 15948), hardly compressed: it is read at once and thrown away. */
export function asPng({ data, width, height, channels }: Pixels): Buffer {
  const stride = width * channels;
  const source = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const rows = Buffer.alloc((stride + 1) * height);
  // Each row begins with the kind of its filter: none.
  for (let row = 0; row < height; row += 1) source.copy(rows, row * (stride + 1) + 1, row * stride, (row + 1) * stride);
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, COLOUR[channels], 0, 0, 0], 8);
  const body = deflateSync(rows, { level: 1 });
  return Buffer.concat([SIGNATURE, chunk('IHDR', head), chunk('IDAT', body), chunk('IEND', Buffer.alloc(0))]);
}
