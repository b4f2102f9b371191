/** S3's own error codes that this server gives: HTTP status and the message when nothing more exact is known. */
const S3_ERRORS = {
  AccessDenied: [403, 'Access Denied.'],
  AuthorizationHeaderMalformed: [400, 'The authorization header that you provided is not valid.'],
  AuthorizationQueryParametersError: [400, 'The query parameters of this presigned URL are not valid.'],
  BadDigest: [400, 'The checksum that you specified did not match what the server received.'],
  BucketAlreadyOwnedByYou: [409, 'The bucket already exists and is yours.'],
  BucketNotEmpty: [409, 'The bucket that you tried to delete is not empty.'],
  EntityTooLarge: [400, 'Your proposed upload exceeds the maximum allowed size.'],
  EntityTooSmall: [400, 'A part is smaller than the minimum of 5 MiB; only the last part may be.'],
  IncompleteBody: [400, 'The body is shorter or longer than its declared length.'],
  InternalError: [500, 'The server met a fault of its own; its log says which.'],
  InvalidAccessKeyId: [403, 'The access key does not exist in our records.'],
  InvalidArgument: [400, 'Invalid argument.'],
  InvalidBucketName: [400, 'The bucket name is not valid: 3 to 63 of a-z, 0-9, "-" and ".".'],
  InvalidDigest: [400, 'The Content-MD5 or checksum that you specified is not valid.'],
  InvalidPart: [400, 'A part was not found, or its entity tag or checksum does not match.'],
  InvalidPartOrder: [400, 'The list of parts is not in ascending order.'],
  InvalidRange: [416, 'The requested range is not satisfiable.'],
  InvalidRequest: [400, 'The request is not valid.'],
  InvalidStorageClass: [400, 'The storage class is not valid: this server knows STANDARD only.'],
  InvalidToken: [400, 'The session token is not valid: this server gives none out.'],
  InvalidURI: [400, 'The address could not be parsed.'],
  KeyTooLongError: [400, 'The key is longer than 1024 bytes, or than this system allows a path to be.'],
  MalformedTrailerError: [400, 'The trailer is missing, or not the one that was announced.'],
  MalformedXML: [400, 'The XML that you provided is not well-formed or does not fit the published schema.'],
  MetadataTooLarge: [400, 'The metadata headers exceed the maximum of 2 KB.'],
  MethodNotAllowed: [405, 'The method is not allowed against this resource.'],
  MissingContentLength: [411, 'The Content-Length header is missing.'],
  NoSuchBucket: [404, 'The bucket does not exist.'],
  NoSuchKey: [404, 'The key does not exist.'],
  NoSuchUpload: [404, 'The multipart upload does not exist: its id is wrong, or it was completed or aborted.'],
  NotImplemented: [501, 'This small server does not implement what the request asks for.'],
  PreconditionFailed: [412, 'A precondition that you specified did not hold.'],
  RequestTimeTooSkewed: [403, 'The time of the request and the time of the server are too far apart.'],
  SignatureDoesNotMatch: [403, 'The signature does not match: check the secret key and how the request is signed.'],
  SlowDown: [503, 'The server is out of file handles; try again shortly.'],
  XAmzContentSHA256Mismatch: [400, 'The x-amz-content-sha256 header does not match what was computed.'],
  XMinioStorageFull: [507, 'The disk of the object store is full; nothing was kept. Free some space and try again.'],
} as const satisfies Record<string, readonly [number, string]>;

export type S3ErrorCode = keyof typeof S3_ERRORS;

export interface S3ErrorOptions {
  message?: string;
  /** More elements of the error document, as `{ Key: 'a/b' }`. */
  fields?: Record<string, string>;
  /** More headers of the answer. */
  headers?: Record<string, string>;
  cause?: unknown;
}

/** A refusal in S3's words. Not an AppError: its codes are Amazon's and end in S3's XML, never in our problem documents. */
export class S3Error extends Error {
  readonly code: S3ErrorCode;
  readonly status: number;
  readonly fields: Record<string, string>;
  readonly headers: Record<string, string>;

  constructor(code: S3ErrorCode, options: S3ErrorOptions = {}) {
    super(options.message ?? S3_ERRORS[code][1], options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'S3Error';
    this.code = code;
    this.status = S3_ERRORS[code][0];
    this.fields = options.fields ?? {};
    this.headers = options.headers ?? {};
  }
}

/** The system's own code of an error (`ENOENT` ...), or undefined. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}

/** Any thrown value as what the client is told; the cause stays inside. */
export function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  const cause = { cause: error };
  switch (systemCode(error)) {
    case 'ENOSPC': // The disk, the quota, or the process's own limit on a file's size: for the client all one.
    case 'EDQUOT':
    case 'EFBIG':
      return new S3Error('XMinioStorageFull', cause);
    case 'ENAMETOOLONG':
      return new S3Error('KeyTooLongError', cause);
    case 'EMFILE':
    case 'ENFILE':
      return new S3Error('SlowDown', cause);
    case 'ECONNRESET':
    case 'EPIPE':
      return new S3Error('IncompleteBody', cause);
    default:
      return new S3Error('InternalError', cause);
  }
}
