import type { Response } from 'express';
import { isFinal } from '@sri/shared/model/job.ts';
import { jobEvents } from '@sri/shared/protocol/api/jobs.ts';
import { cursorSchema } from '@sri/shared/protocol/api/live.ts';
import type { Route, RouteMaker } from '../http/route.ts';
import { invalidRequest } from '../http/route.ts';
import type { JobStreamHub, StreamedEvent } from './job-stream-hub.ts';

/** What is known of an execution that somebody wants to watch. Throws `not_found` for another organisation's. */
export type FindWatchable = (orgId: string, jobId: string) => Promise<{ final: boolean }>;

const KEEP_ALIVE_MS = 15_000;
/** Bytes that a viewer may leave untaken before it is let go; it comes back with its cursor. */
const MAX_WAITING_BYTES = 4 * 1024 * 1024;
/** An execution that has ended and whose stream holds no end (it is gone after a day) is not waited for. */
const ENDED_GRACE_MS = 1500;

function frame({ id, event }: StreamedEvent): string {
  return `id: ${id}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}

function begin(response: Response): void {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  response.flushHeaders();
  response.write(': hola\n\n');
}

/** GET /api/jobs/{id}/events: Server-Sent Events from Last-Event-ID on, until the final status. */
export function liveRoutes(route: RouteMaker, hub: JobStreamHub, find: FindWatchable): Route[] {
  return [
    route(jobEvents, async ({ caller, params, query, request, response }) => {
      const given = request.get('Last-Event-ID') ?? query.lastEventId;
      const cursor = given === undefined || given === '' ? null : cursorSchema.safeParse(given).data;
      if (cursor === undefined) throw invalidRequest([{ field: 'Last-Event-ID', message: 'is not an event id' }]);
      const { final } = await find(caller.orgId, params.id);
      begin(response);
      await new Promise<void>((resolve) => {
        const timers: NodeJS.Timeout[] = [];
        const end = (): void => {
          stop();
          for (const timer of timers) clearTimeout(timer);
          response.end();
          resolve();
        };
        const stop = hub.watch(params.id, cursor, (events) => {
          for (const streamed of events) {
            response.write(frame(streamed));
            if (streamed.event.type === 'status' && isFinal(streamed.event.status)) return end();
          }
          if (response.writableLength > MAX_WAITING_BYTES) response.destroy();
        });
        timers.push(setInterval(() => void response.write(': sigue\n\n'), KEEP_ALIVE_MS));
        if (final) timers.push(setTimeout(end, ENDED_GRACE_MS));
        response.on('close', end);
      });
    }),
  ];
}
