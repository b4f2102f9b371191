import { GetObjectCommand, type GetObjectCommandInput, type S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { connectS3, type S3Options } from '@sri/shared/node/s3.ts';

/** Where the control plane hands on what a link names, see `createStoreDoor`. */
export const STORE_PATH = '/store';

/** How long a link is good, in seconds. */
export const LINK_SECONDS = 900;

/** Makes a link to an object. `origin`: how the one who asks reaches the control plane, as `https://sri.empresa.example`. */
export type MakeLink = (object: GetObjectCommandInput, origin: string) => Promise<string>;

export interface ResultLinks {
  make: MakeLink;
  /** The store's own address as links name it; undefined where they lead through the control plane. */
  storeUrl: string | undefined;
  close(): void;
}

/**
 * Links that browsers can follow. `publicAddress` is the store's address outside, which a signature includes, or `api`:
 * then a link leads to the control plane, for installations whose store nobody reaches from outside.
 */
export function createResultLinks(store: S3Options, publicAddress: string): ResultLinks {
  const through = publicAddress === 'api';
  const s3: S3Client = connectS3({ ...store, endpoint: through ? store.endpoint : publicAddress });
  return {
    storeUrl: through ? undefined : publicAddress,
    make: async (object, origin) => {
      const signed = await getSignedUrl(s3, new GetObjectCommand(object), { expiresIn: LINK_SECONDS });
      if (!through) return signed;
      const { pathname, search } = new URL(signed);
      return origin + STORE_PATH + pathname + search;
    },
    close: () => s3.destroy(),
  };
}
