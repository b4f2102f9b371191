import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { PayloadSeal } from '../auth/authenticate.ts';
import type { HeaderMap } from '../auth/claim.ts';
import type { S3User } from '../auth/rights.ts';
import type { DataFolder } from '../store/data-folder.ts';

/** A request whose signature was checked, as the operations see it. */
export interface S3Request {
  method: string;
  bucket: string;
  key: string;
  query: URLSearchParams;
  headers: HeaderMap;
  user: S3User;
  payload: PayloadSeal;
  folder: DataFolder;
  message: IncomingMessage;
  /** Tells a client that waits for it (`Expect: 100-continue`) to send its body. */
  continueBody(): void;
}

/** What an operation answers. `content` is closed by whoever sends the reply, also when only its headers are sent. */
export interface Reply {
  status: number;
  headers?: Record<string, string>;
  xml?: string;
  content?: Readable;
}
