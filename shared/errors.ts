import { z } from 'zod';

/**
 * Every error code of the system: its HTTP status and whether trying again can help. The guide's three texts are
 * messages (`GUIDE_ERRORS`), not codes.
 */
export const ERROR_CODES = {
  invalid_request: { status: 422, retryable: false },
  malformed_json: { status: 400, retryable: false },
  payload_too_large: { status: 413, retryable: false },
  unsupported_media_type: { status: 415, retryable: false },
  unauthenticated: { status: 401, retryable: false },
  token_expired: { status: 401, retryable: false },
  invalid_credentials: { status: 401, retryable: false },
  refresh_token_reused: { status: 401, retryable: false },
  forbidden: { status: 403, retryable: false },
  client_header_missing: { status: 403, retryable: false },
  workers_shared: { status: 403, retryable: false },
  not_found: { status: 404, retryable: false },
  method_not_allowed: { status: 405, retryable: false },
  conflict: { status: 409, retryable: false },
  email_taken: { status: 409, retryable: false },
  last_admin: { status: 409, retryable: false },
  invitation_ended: { status: 410, retryable: false },
  version_exists: { status: 409, retryable: false },
  provider_not_connected: { status: 409, retryable: false },
  no_active_flow: { status: 409, retryable: false },
  /** Nobody can sign in at a portal of which nobody said where it is. */
  portal_without_address: { status: 409, retryable: false },
  /** Somebody else has control of the execution's browser. */
  control_held: { status: 409, retryable: false },
  /** The execution does not ask for this. */
  not_asked: { status: 409, retryable: false },
  /** No time that a schedule's rule names ever comes. */
  schedule_never_runs: { status: 422, retryable: false },
  schedule_too_often: { status: 422, retryable: false },
  illegal_transition: { status: 409, retryable: false },
  idempotency_in_flight: { status: 409, retryable: true },
  idempotency_mismatch: { status: 422, retryable: false },
  precondition_failed: { status: 412, retryable: false },
  precondition_required: { status: 428, retryable: false },
  script_integrity: { status: 409, retryable: false },
  script_signature: { status: 409, retryable: false },
  too_many_requests: { status: 429, retryable: true },
  queue_full: { status: 429, retryable: true },
  internal: { status: 500, retryable: false },
  database_unavailable: { status: 503, retryable: true },
  redis_unavailable: { status: 503, retryable: true },
  storage_unavailable: { status: 503, retryable: true },
  shutting_down: { status: 503, retryable: true },
  /** Made by the client itself: the control plane gave no answer at all. */
  server_unreachable: { status: 503, retryable: true },

  // What ends an execution (the `error` of a job); status is what GET /api/jobs shows it under, never sent as is.
  session_not_found: { status: 409, retryable: false },
  session_plain_refused: { status: 409, retryable: false },
  job_ticket: { status: 409, retryable: false },
  job_unreadable: { status: 422, retryable: false },
  /** What an earlier execution left to go on from is gone or is not what it was. */
  resume_unreadable: { status: 409, retryable: false },
  login_required: { status: 409, retryable: false },
  login_refused: { status: 409, retryable: false },
  element_not_found: { status: 409, retryable: false },
  element_ambiguous: { status: 409, retryable: false },
  assertion_failed: { status: 409, retryable: false },
  step_timeout: { status: 504, retryable: false },
  /** It asked a person, and nobody answered in time. */
  person_timeout: { status: 409, retryable: false },
  /** A table broke its data contract: what was read is kept, and a person decides. */
  data_contract: { status: 409, retryable: false },
  step_failed: { status: 409, retryable: false },
  variable_missing: { status: 409, retryable: false },
  /** A flow names a secret that its organisation does not have. */
  secret_missing: { status: 409, retryable: false },
  page_unreachable: { status: 502, retryable: true },
  page_timeout: { status: 504, retryable: true },
  page_server_error: { status: 502, retryable: true },
  address_refused: { status: 403, retryable: false },
  download_interrupted: { status: 502, retryable: true },
  browser_crashed: { status: 500, retryable: true },
  result_upload: { status: 503, retryable: true },
  disk_full: { status: 507, retryable: true },
  run_limit: { status: 504, retryable: false },
  worker_lost: { status: 500, retryable: true },
  cancelled: { status: 409, retryable: false },
  config_invalid: { status: 500, retryable: false },

  // The local stack: a program that is not there, a part that does not come up, a second launcher.
  program_missing: { status: 500, retryable: false },
  part_failed: { status: 500, retryable: false },
  stack_running: { status: 409, retryable: false },
} as const satisfies Record<string, { status: number; retryable: boolean }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/** The guide's error texts, to the letter. */
export const GUIDE_ERRORS = {
  script_integrity: 'Script integrity check failed',
  script_signature: 'Script signature verification failed',
  session_not_found: 'Session not found',
} as const;

export const fieldFaultSchema = z.object({
  /** Where the fault is, as in `steps[3].url`; empty for the whole. */
  field: z.string(),
  message: z.string(),
});
export type FieldFault = z.infer<typeof fieldFaultSchema>;

/** RFC 9457 problem document: how every error is told over HTTP and IPC. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: z.string(),
  detail: z.string(),
  hint: z.string(),
  requestId: z.string().optional(),
  errors: z.array(fieldFaultSchema).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

/** What is kept of an error with a job. */
export const jobErrorSchema = z.object({
  code: z.string(),
  message: z.string(),
  hint: z.string(),
  stepId: z.string().optional(),
});
export type JobError = z.infer<typeof jobErrorSchema>;

export interface AppErrorOptions {
  /** What the reader can do next, one sentence. */
  hint: string;
  errors?: FieldFault[];
  cause?: unknown;
  retryAfterSeconds?: number;
}

/** The one error class: `code` says which, `message` what is wrong, `hint` what to do next. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly hint: string;
  readonly status: number;
  readonly retryable: boolean;
  readonly errors: FieldFault[];
  readonly retryAfterSeconds: number | undefined;

  constructor(code: ErrorCode, message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
    this.status = ERROR_CODES[code].status;
    this.retryable = ERROR_CODES[code].retryable;
    this.errors = options.errors ?? [];
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** The wire form. `type` is a relative reference into the API's own documentation. */
export function toProblem(error: AppError, requestId?: string): Problem {
  return {
    type: `/api/docs#error-${error.code}`,
    title: error.code.replaceAll('_', ' '),
    status: error.status,
    code: error.code,
    detail: error.message,
    hint: error.hint,
    ...(requestId === undefined ? {} : { requestId }),
    ...(error.errors.length === 0 ? {} : { errors: error.errors }),
  };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERROR_CODES, code);
}

/** The class again, on the other side of a wire; a code from a newer server becomes `internal` with its own text. */
export function fromProblem(problem: Problem): AppError {
  return new AppError(isErrorCode(problem.code) ? problem.code : 'internal', problem.detail, {
    hint: problem.hint,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  });
}

/** `['steps', 3, 'url']` as `steps[3].url`. */
export function fieldPath(path: readonly PropertyKey[]): string {
  let text = '';
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`;
    else text += text === '' ? String(part) : `.${String(part)}`;
  }
  return text;
}

/** Faults that a refusal names; whoever sends more of them than that is not helped by a longer list. */
const MOST_FAULTS = 100;
/** Longest path of a field in a refusal: a name that was sent may be a megabyte. */
const MOST_FIELD_CHARACTERS = 300;

type Issue = z.core.$ZodIssue;

/** Of a union's branches, the one that the value came closest to: whose faults lie deepest, then the fewest. */
function closestBranch(branches: readonly Issue[][]): Issue[] {
  const depth = (issues: Issue[]): number => issues.reduce((most, { path }) => Math.max(most, path.length), 0);
  return branches.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? [];
}

function faultsOf(issue: Issue, prefix: readonly PropertyKey[]): FieldFault[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    return closestBranch(issue.errors)
      .slice(0, MOST_FAULTS)
      .flatMap((inner) => faultsOf(inner, path));
  }
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.slice(0, MOST_FAULTS);
    return keys.map((key) => ({ field: fieldPath([...path, key]), message: 'is not a field that belongs here' }));
  }
  const missing = issue.code === 'invalid_type' && issue.input === undefined && issue.message.endsWith('undefined');
  return [{ field: fieldPath(path), message: missing ? 'is missing' : issue.message }];
}

/** A schema's refusal as field faults, at most a hundred; of a union, the faults of the branch that came closest. */
export function toFieldFaults(error: z.ZodError): FieldFault[] {
  return error.issues
    .slice(0, MOST_FAULTS)
    .flatMap((issue) => faultsOf(issue, []))
    .slice(0, MOST_FAULTS)
    .map(({ field, message }) => ({ field: field.slice(0, MOST_FIELD_CHARACTERS), message }));
}
