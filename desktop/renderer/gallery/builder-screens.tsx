import type { ReactNode } from 'react';
import { BuilderPage } from '../features/builder/page/builder-page.tsx';
import type { Mode } from '../features/builder/page/middle-part.tsx';
import { NewFlowPage } from '../features/builder/new-flow/new-flow-page.tsx';
import { keptDrafts, type KeptDraft } from '../features/builder/saving/kept-drafts.ts';
import { AppError, toProblem } from '@sri/shared/errors.ts';
import type { RecordingState } from '../../contract/recording.ts';
import { faultyTab, SAMPLE_TABS } from '../samples/sample-capture.ts';
import { SAMPLE_RECORDED, sampleRecording } from '../samples/sample-recording.ts';
import type { Scenario } from '../samples/sample-bridge.ts';
import { SAMPLE_ME, sampleId } from '../samples/sample-data.ts';
import { sampleDraft, sampleFlowDetail } from '../samples/sample-flows.ts';
import { SAMPLE_BRANCHES, sampleLongFlow } from '../samples/sample-branches.ts';
import type { ScreenState } from './screen-state.ts';

const FLOW = sampleId(300);

/** What one computer keeps, for as long as the screen is shown. */
function drafts(found: KeptDraft | null = null) {
  const values = new Map<string, string>();
  const kept = keptDrafts(
    {
      getItem: (key) => values.get(key) ?? null,
      setItem: (key, value) => void values.set(key, value),
      removeItem: (key) => void values.delete(key),
    },
    SAMPLE_ME.user.id,
  );
  if (found !== null) kept.write(FLOW, found);
  return kept;
}

function builder(
  document: Record<string, unknown> = {},
  found: KeptDraft | null = null,
  firstMode: Mode = 'diagram',
): ReactNode {
  const draft = sampleDraft(FLOW);
  return (
    <BuilderPage
      flow={sampleFlowDetail(0)}
      draft={{ ...draft, document: { ...draft.document, ...document } }}
      drafts={drafts(found)}
      firstMode={firstMode}
    />
  );
}

const asReader: Scenario = {
  answers: { getMe: () => ({ ...SAMPLE_ME, role: 'reader', permissions: ['org:read', 'flows:read', 'jobs:read'] }) },
};

function recording(id: string, title: string, change: Partial<RecordingState> | null): ScreenState {
  const state = change === null ? null : sampleRecording(change);
  return {
    id: `constructor-grabar${id}`,
    title: `Constructor: ${title}`,
    scenario: { recording: { state, steps: state === null ? [] : SAMPLE_RECORDED } },
    node: builder({}, null, 'record'),
  };
}

const noAddress = new AppError('portal_without_address', 'The portal has no address.', { hint: 'Add it.' });

/** «Grabar» in its states. Where the portal's page stands there is nothing: it is no part of ours. */
const RECORDINGS: readonly ScreenState[] = [
  recording('', 'grabar', {}),
  recording('-abriendo', 'grabar, abriendo el portal', null),
  recording('-pausa', 'grabar, en pausa', { phase: 'paused', pausedBy: 'person' }),
  recording('-dato', 'grabar, elegir un dato', { picking: 'field' }),
  recording('-sin-sesion', 'grabar sin sesión', { login: 'missing', dropped: 2, tabs: SAMPLE_TABS }),
  recording('-caida', 'grabar, la página se cerró', {
    phase: 'paused',
    pausedBy: 'crash',
    tabs: [faultyTab({ kind: 'crashed', code: 'crashed', host: 'portal.cargill.example' })],
  }),
  recording('-error', 'grabar, no se pudo empezar', { phase: 'failed', tabs: [], problem: toProblem(noAddress) }),
  { id: 'constructor-grabar-web', title: 'Constructor: grabar en la consola web', node: builder({}, null, 'record') },
];

/** The builder with a whole flow, an unfinished one, none, and two people's changes against each other. */
export const BUILDER_SCREENS: readonly ScreenState[] = [
  { id: 'constructor', title: 'Constructor', node: builder() },
  { id: 'constructor-ramas', title: 'Constructor: ramas y bucles', node: builder({ steps: SAMPLE_BRANCHES }) },
  { id: 'constructor-probar', title: 'Constructor: probar en un robot', node: builder({}, null, 'trial') },
  ...RECORDINGS,
  { id: 'constructor-vacio', title: 'Constructor: sin pasos', node: builder({ steps: [], inputs: {} }) },
  {
    id: 'constructor-problemas',
    title: 'Constructor: cosas por resolver',
    node: builder({
      steps: [
        { id: 's1', type: 'click' },
        { id: 's2', type: 'navigate', url: 'portal.cargill.example' },
        { id: 's3', type: 'fill', target: { candidates: [{ by: 'label', value: 'Campaña' }] }, value: '{{campaña}}' },
        { id: 's4', type: 'forEach', items: '', as: '', steps: [] },
        { id: 's5', type: 'firmar', acta: 12 },
      ],
    }),
  },
  { id: 'constructor-lectura', title: 'Constructor: solo lectura', scenario: asReader, node: builder() },
  {
    id: 'constructor-sin-conexion',
    title: 'Constructor: sin conexión',
    scenario: { connection: { online: false, retryAt: Date.now() + 8000 } },
    node: builder(),
  },
  {
    id: 'constructor-conflicto',
    title: 'Constructor: otra persona guardó',
    node: builder(
      {},
      {
        revision: 11,
        at: Date.now() - 3600_000,
        document: { ...sampleDraft(FLOW).document, steps: SAMPLE_BRANCHES },
      },
    ),
  },
  { id: 'flujo-nuevo', title: 'Nuevo flujo', node: <NewFlowPage /> },
  {
    id: 'flujo-nuevo-sin-portales',
    title: 'Nuevo flujo: sin portales',
    scenario: { answers: { listProviders: () => [] } },
    node: <NewFlowPage />,
  },
];

/** For measuring alone: a flow that is long. */
export const LONG_BUILDER: ScreenState = {
  id: 'medir-constructor',
  title: 'Medir: constructor con 500 pasos',
  node: builder({ steps: sampleLongFlow(500) }),
};
