import { AppError, toProblem } from '@sri/shared/errors.ts';
import type { CaptureState } from '../../contract/capture.ts';
import type { CaptureActs } from '../features/capture/capture-acts.ts';
import { CapturePage } from '../features/capture/capture-page.tsx';
import { CaptureView } from '../features/capture/capture-view.tsx';
import {
  faultyTab,
  NOTHING_CAUGHT,
  SAMPLE_CAUGHT,
  SAMPLE_TABS,
  sampleCapture,
  sampleCaught,
  sampleProved,
  sampleTab,
} from '../samples/sample-capture.ts';
import { SAMPLE_PICTURE, SAMPLE_PORTALS } from '../samples/sample-data.ts';
import { nothing, type ScreenState } from './screen-state.ts';

const acts: CaptureActs = {
  openWith: nothing,
  entered: nothing,
  signInAgain: nothing,
  skipMark: nothing,
  chooseMark: nothing,
  save: nothing,
  prove: nothing,
  leave: nothing,
  place: nothing,
  go: nothing,
  zoom: nothing,
  asRobot: nothing,
  tab: nothing,
};

const [cargill] = SAMPLE_PORTALS;
const host = 'portal.cargill.example';

function screen(id: string, title: string, state: CaptureState): ScreenState {
  const node = <CaptureView portal={cargill?.name ?? ''} state={state} acts={acts} covered={null} />;
  return { id: `captura-${id}`, title: `Capturar sesión: ${title}`, node };
}

const refused = new AppError('redis_unavailable', 'Redis is away.', { hint: 'Try again.' });
const noChrome = new AppError('program_missing', 'There is no Chrome.', { hint: 'Install it.' });

/** Screen 4 in its states. Where the portal's page stands there is nothing: it is no part of ours. */
export const CAPTURE_SCREENS: readonly ScreenState[] = [
  screen('abriendo', 'abriendo', sampleCapture({ phase: 'opening', tabs: [], activeTab: null })),
  screen('entrar', 'paso 1', sampleCapture()),
  screen('adentro', 'paso 1, parece que entró', sampleCapture({ looksInside: true, tabs: SAMPLE_TABS })),
  screen('rechazada', 'no se puede entrar en la app', sampleCapture({ refusedBy: 'Google' })),
  screen('chrome', 'en Chrome', sampleCapture({ way: 'chrome', tabs: SAMPLE_TABS })),
  screen(
    'sin-chrome',
    'no hay Chrome',
    sampleCapture({ way: 'chrome', phase: 'failed', tabs: [], activeTab: null, problem: toProblem(noChrome) }),
  ),
  screen(
    'certificado',
    'certificado roto',
    sampleCapture({
      tabs: [
        faultyTab({
          kind: 'certificate',
          code: 'ERR_CERT_COMMON_NAME_INVALID',
          host,
          subject: 'proveedores-antiguo.cargill.example',
          issuer: 'Autoridad de Certificación Interna',
        }),
      ],
    }),
  ),
  screen(
    'sin-pagina',
    'el portal no responde',
    sampleCapture({ tabs: [faultyTab({ kind: 'load', code: 'ERR_NAME_NOT_RESOLVED', host })] }),
  ),
  screen(
    'caida',
    'la página se cerró',
    sampleCapture({ tabs: [faultyTab({ kind: 'crashed', code: 'crashed', host })] }),
  ),
  screen('senal', 'paso 2', sampleCapture({ phase: 'marking', looksInside: true, tabs: SAMPLE_TABS })),
  screen('leyendo', 'leyendo', sampleCaught({ phase: 'reading', caught: null, dropped: [] })),
  screen('lista', 'paso 3', sampleCaught()),
  screen('sin-senal', 'paso 3, sin señal', sampleCaught({ mark: null, dropped: [] })),
  screen('nada', 'nada capturado', sampleCaught({ caught: NOTHING_CAUGHT, dropped: [] })),
  screen(
    'avisos',
    'con avisos',
    sampleCaught({
      caught: { ...SAMPLE_CAUGHT, warnings: ['indexedDbTooLarge', 'tooManyCookies', 'unreadable'] },
    }),
  ),
  screen('grande', 'demasiado grande', sampleCaught({ caught: { ...SAMPLE_CAUGHT, warnings: ['tooLarge'] } })),
  screen('guardando', 'guardando', sampleCaught({ phase: 'saving' })),
  screen('error', 'no se pudo guardar', sampleCaught({ problem: toProblem(refused) })),
  screen('guardada-aqui', 'guardada en este equipo', sampleCaught({ phase: 'kept', unsaved: false })),
  screen('retenida', 'en memoria, sin conexión', sampleCaught({ phase: 'held' })),
  screen(
    'probando',
    'probando en un robot',
    sampleCaught({ phase: 'proving', unsaved: false, proof: { state: 'running', workerId: 'robot-02' } }),
  ),
  screen('probada', 'probada', sampleProved({})),
  screen(
    'distinta',
    'el robot ve otra cosa',
    sampleProved({ verdict: 'asksLogin', causes: ['otherSites', 'timezone', 'exit'] }),
  ),
  screen('sin-robot', 'ningún robot', sampleCaught({ phase: 'done', unsaved: false, proof: { state: 'lost' } })),
  {
    id: 'captura-en-pausa',
    title: 'Capturar sesión: algo tapa la página',
    node: (
      <CaptureView
        portal={cargill?.name ?? ''}
        state={sampleCaught({ tabs: [sampleTab()] })}
        acts={acts}
        covered={{ picture: SAMPLE_PICTURE }}
      />
    ),
  },
  {
    id: 'captura-web',
    title: 'Capturar sesión: en la consola web',
    node: <CapturePage providerId={cargill?.id ?? ''} onLeave={nothing} />,
  },
];
