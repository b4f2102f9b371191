import { z } from 'zod';

/** One page of the browser that an execution uses. */
export const livePageSchema = z.object({
  id: z.string().max(20),
  /** Without query and fragment, which may hold secrets. */
  url: z.string(),
  title: z.string(),
});
export type LivePage = z.infer<typeof livePageSchema>;

/** What a picture shows. */
export const frameMetaSchema = z.object({
  jobId: z.string(),
  pageId: z.string(),
  /** When it was taken, ms since the epoch on the worker's clock. */
  at: z.number(),
  /** Of the page's window, in CSS pixels: what a place in the picture is a place in. */
  width: z.number(),
  height: z.number(),
  /** The page that the flow is on. */
  current: z.string(),
  pages: z.array(livePageSchema),
});
export type FrameMeta = z.infer<typeof frameMetaSchema>;

export interface Frame {
  meta: FrameMeta;
  /** JPEG. Empty: the page looks as it did in the frame before. */
  picture: Uint8Array;
}

/*
 * A frame on `sri:job:{JOB}:live` and as a binary message of the WebSocket:
 *
 *   1 byte 1 (version) | 2 bytes length of meta, big endian | meta as JSON in UTF-8 | picture
 */
const VERSION = 1;
const HEAD = 3;

export function packFrame({ meta, picture }: Frame): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(meta));
  const bytes = new Uint8Array(HEAD + json.length + picture.length);
  bytes[0] = VERSION;
  new DataView(bytes.buffer).setUint16(1, json.length);
  bytes.set(json, HEAD);
  bytes.set(picture, HEAD + json.length);
  return bytes;
}

/** Null for what is no frame of this version. The picture is a view on `bytes`. */
export function unpackFrame(bytes: Uint8Array): Frame | null {
  if (bytes.length < HEAD || bytes[0] !== VERSION) return null;
  const end = HEAD + new DataView(bytes.buffer, bytes.byteOffset).getUint16(1);
  if (bytes.length < end) return null;
  try {
    const meta = frameMetaSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes.subarray(HEAD, end))));
    return meta.success ? { meta: meta.data, picture: bytes.subarray(end) } : null;
  } catch {
    return null;
  }
}
