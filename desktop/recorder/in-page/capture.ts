import { makeCapture, type CaptureOptions } from './capture-context.ts';
import { listenToChoices } from './choices.ts';
import { listenToBusy } from './busy.ts';
import { listenToDragging } from './dragging.ts';
import { describeFrame } from './frame-element.ts';
import { listenToKeys } from './keys.ts';
import { listenToHovering } from './hovering.ts';
import { tellLoginPage } from './login-page.ts';
import { startPicker, type PickKind } from './picker.ts';
import { listenToPointer } from './pointer.ts';
import { watchSecrets, type Secrets } from './secrets.ts';
import { listenToTyping } from './typing.ts';

/*
 * Runs in every document of a recorded page, in a world of our own that its scripts do not see. It listens and describes;
 * it changes nothing, except for a frame around what a person points at.
 */

/** What the recorder calls in the document. */
export interface CaptureWorld {
  /** Listens again: a document that was opened anew for writing, or took over the window of an empty one, has lost its listeners. */
  reinstall(): void;
  /** Tells what was typed and not yet told. */
  flush(): void;
  pause(paused: boolean): void;
  /** Nothing listens any more. */
  end(): void;
  pick(kind: PickKind | null): void;
  describeFrame: typeof describeFrame;
}

const LISTENERS = [
  listenToTyping,
  listenToPointer,
  listenToKeys,
  listenToChoices,
  listenToDragging,
  listenToHovering,
  listenToBusy,
];

function install(options: CaptureOptions): CaptureWorld {
  const doc = Array.from(crypto.getRandomValues(new Uint8Array(8)), (byte) => (byte % 36).toString(36)).join('');
  const secrets: Secrets = watchSecrets(options.secretSelector);
  const send = (text: string): void => {
    const hand = (globalThis as unknown as Record<string, ((text: string) => void) | undefined>)[options.binding];
    hand?.(text);
  };
  let seq = 0;
  let paused = false;
  let endPick: (() => void) | null = null;
  let listening = new AbortController();

  const listen = (): void => {
    listening.abort();
    listening = new AbortController();
    const { signal } = listening;
    const isQuiet = (): boolean => paused || endPick !== null;
    const capture = makeCapture(options, { secrets, signal, isQuiet, send, doc, nextSeq: () => (seq += 1) });
    for (const listener of LISTENERS) listener(capture);
    world.flush = () => capture.flush();
    tellLoginPage(capture);
    world.pick = (kind) => {
      endPick?.();
      endPick = kind === null ? null : startPicker(kind, capture, () => (endPick = null));
    };
    secrets.sweep();
  };
  const world: CaptureWorld = {
    reinstall: () => {
      world.flush();
      listen();
    },
    flush: () => undefined,
    pause: (wanted) => void (paused = wanted),
    end: () => listening.abort(),
    pick: () => undefined,
    describeFrame,
  };
  listen();
  return world;
}

/** Starts listening in this document, once. */
export function startCapture(options: CaptureOptions): void {
  const here = globalThis as typeof globalThis & { sriCapture?: CaptureWorld };
  if (here.sriCapture === undefined) here.sriCapture = install(options);
  else here.sriCapture.reinstall();
}
