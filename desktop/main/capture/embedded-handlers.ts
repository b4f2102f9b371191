import type { EMBEDDED_CALLS } from '../../contract/embedded.ts';
import type { HandlersOf } from '../ipc/serve.ts';
import type { Bounds, EmbeddedControls } from './login-browser.ts';

/** Whoever has an embedded browser, now or soon. */
export interface EmbeddedHolder {
  controls(): EmbeddedControls | undefined;
  /** Where its browser is to stand: told before there is one, it holds for the one that comes. */
  place(bounds: Bounds | null): void;
}

export interface EmbeddedParts {
  holders: readonly EmbeddedHolder[];
  /** Zoom of the window's own page, since the renderer speaks in CSS pixels and views stand in the window's. */
  zoomOf: () => number;
}

/** What the renderer may ask of the one browser that stands in our window. */
export function embeddedHandlers({ holders, zoomOf }: EmbeddedParts): HandlersOf<typeof EMBEDDED_CALLS> {
  const current = (): EmbeddedControls | undefined =>
    holders.map((holder) => holder.controls()).find((controls) => controls !== undefined);
  return {
    'embedded.place': ({ bounds }) => {
      const zoom = zoomOf();
      const scaled = (value: number): number => Math.round(value * zoom);
      const place =
        bounds === null
          ? null
          : { x: scaled(bounds.x), y: scaled(bounds.y), width: scaled(bounds.width), height: scaled(bounds.height) };
      for (const holder of holders) holder.place(place);
    },
    'embedded.picture': async () => ({ url: (await current()?.picture()) ?? null }),
    'embedded.go': ({ to }) => current()?.go(to),
    'embedded.visit': ({ url }) => current()?.visit(url),
    'embedded.zoom': ({ to }) => current()?.zoom(to),
    'embedded.asRobot': ({ on }) => current()?.asRobot(on),
    'embedded.tab': ({ id, act }) => current()?.tab(id, act),
    'embedded.focus': () => current()?.focus(),
  };
}
