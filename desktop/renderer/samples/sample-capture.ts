import type { ProofOutcome } from '@sri/shared/model/session-proof.ts';
import type { Caught, CaptureState, Mark } from '../../contract/capture.ts';
import type { EmbeddedTab, PageFault } from '../../contract/embedded.ts';
import { SAMPLE_PORTALS } from './sample-data.ts';

const URL_INSIDE = 'https://portal.cargill.example/embarques/liquidaciones?campania=2025-26';

export function sampleTab(change: Partial<EmbeddedTab> = {}): EmbeddedTab {
  return {
    id: 1,
    title: 'Ingreso de proveedores · Cargill',
    url: 'https://portal.cargill.example/ingreso',
    loading: false,
    canGoBack: false,
    zoom: 100,
    fault: null,
    ...change,
  };
}

/** Two pages: the portal opened one of its own. */
export const SAMPLE_TABS: EmbeddedTab[] = [
  sampleTab({ title: 'Liquidaciones · Cargill', url: URL_INSIDE, canGoBack: true }),
  sampleTab({
    id: 2,
    title: 'Términos de uso del portal de proveedores',
    url: 'https://portal.cargill.example/terminos',
  }),
];

export const faultyTab = (fault: PageFault): EmbeddedTab => sampleTab({ title: '', fault });

export const SAMPLE_MARK: Mark = {
  candidates: [
    { element: 'role=link[name="Cerrar sesión"]', words: 'Cerrar sesión' },
    { element: 'text="Cerrar sesión"', words: 'Cerrar sesión' },
    { element: 'css=#encabezado > div.usuario > ul.menu-usuario > li:nth-child(3) > a.salir', words: 'Cerrar sesión' },
  ],
  chosen: 0,
  urlPattern: 'https://portal.cargill.example/embarques/*',
  pageUrl: URL_INSIDE,
};

export const SAMPLE_CAUGHT: Caught = {
  cookies: 14,
  localStorage: 3,
  sessionStorage: 2,
  indexedDB: 1,
  sites: [
    { site: 'portal.cargill.example', cookies: 11, stored: 5 },
    { site: 'ingreso.autenticacion.cargill.example', cookies: 3, stored: 1 },
  ],
  bytes: 48_210,
  warnings: [],
};

export const NOTHING_CAUGHT: Caught = {
  cookies: 0,
  localStorage: 0,
  sessionStorage: 0,
  indexedDB: 0,
  sites: [],
  bytes: 210,
  warnings: ['nothing'],
};

/** A login at a portal as far as `change` says. */
export function sampleCapture(change: Partial<CaptureState> = {}): CaptureState {
  return {
    providerId: SAMPLE_PORTALS[0]?.id ?? '',
    way: 'embedded',
    phase: 'signingIn',
    looksInside: false,
    refusedBy: null,
    tabs: [sampleTab()],
    activeTab: 1,
    asRobot: false,
    mark: null,
    caught: null,
    dropped: [],
    proof: null,
    problem: null,
    unsaved: false,
    ...change,
  };
}

/** What was caught, with its mark, and what became of it. */
export function sampleCaught(change: Partial<CaptureState> = {}): CaptureState {
  return sampleCapture({
    phase: 'ready',
    looksInside: true,
    tabs: SAMPLE_TABS,
    mark: SAMPLE_MARK,
    caught: SAMPLE_CAUGHT,
    dropped: ['estadisticas.example', 'publicidad.example'],
    unsaved: true,
    ...change,
  });
}

/** A saved session after a robot tried it. */
export function sampleProved(change: Partial<ProofOutcome>): CaptureState {
  const works = { verdict: 'works', workerId: 'robot-02', markLookedFor: true, detail: null, at: 0 } as const;
  return sampleCaught({
    phase: 'done',
    unsaved: false,
    proof: { state: 'done', outcome: { ...works, causes: [], ...change } },
  });
}
