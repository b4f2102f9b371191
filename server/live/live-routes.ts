import type { Response } from 'express';
import { toProblem, AppError } from '@sri/shared/errors.ts';
import type { JobEvent } from '@sri/shared/model/live-event.ts';
import { jobEvents } from '@sri/shared/protocol/api/jobs.ts';
import { cursorSchema } from '@sri/shared/protocol/api/live.ts';
import { invalidRequest, type Route, type RouteMaker } from '../http/route.ts';
import { followJob, type FindWatchable } from './follow-job.ts';
import type { JobStreamHub } from './job-stream-hub.ts';

const KEEP_ALIVE_MS = 15_000;
/** Bytes that a viewer may leave untaken before it is let go; it comes back with its cursor. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;

/** The open answers, so that the server can end them all when it stops. */
export interface EventStreams {
  add(end: () => void): () => void;
  /** Ends all; viewers come back with their cursor. */
  endAll(): void;
}

export function createEventStreams(): EventStreams {
  const open = new Set<() => void>();
  return {
    add: (end) => {
      open.add(end);
      return () => void open.delete(end);
    },
    endAll: () => {
      for (const end of open) end();
    },
  };
}

/** An id only for what stands in the stream: a viewer that comes back must not skip what it has not seen. */
function frame(id: string | null, event: JobEvent): string {
  return `${id === null ? '' : `id: ${id}\n`}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function begin(response: Response): void {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
}

function cursorOf(given: string | undefined): string | null {
  if (given === undefined || given === '') return null;
  const parsed = cursorSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw invalidRequest([{ field: 'Last-Event-ID', message: 'is not an event id, as in 1700000000000-0' }]);
}

/** GET /api/jobs/{id}/events: Server-Sent Events from Last-Event-ID on, until the final status. */
export function liveRoutes(route: RouteMaker, hub: JobStreamHub, find: FindWatchable, streams: EventStreams): Route[] {
  return [
    route(jobEvents, async ({ caller, params, query, request, response }) => {
      const cursor = cursorOf(request.get('Last-Event-ID') ?? query.lastEventId);
      await find(caller.orgId, params.id);
      begin(response);
      const { promise: closed, resolve } = Promise.withResolvers<void>();
      response.once('close', resolve);
      const target = { hub, find, orgId: caller.orgId, jobId: params.id, cursor };
      const stop = followJob(target, {
        onEvent: (id, event) => {
          response.write(frame(id, event));
          if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
        },
        onEnd: () => response.end(),
        // Not an end: the next look may find it again.
        onError: (error) => {
          if (error instanceof AppError && error.status < 500) response.end(`: ${toProblem(error).code}\n\n`);
        },
      });
      const forget = streams.add(() => response.end());
      const keepAlive = setInterval(() => void response.write(': sigue\n\n'), KEEP_ALIVE_MS);
      await closed;
      clearInterval(keepAlive);
      forget();
      stop();
    }),
  ];
}
