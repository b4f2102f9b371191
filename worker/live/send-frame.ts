import type { Frame } from '@sri/shared/protocol/live-frame.ts';

/** Takes a picture on its way to whoever watches; resolves when the next one is welcome. */
export type SendFrame = (frame: Frame) => Promise<void>;
