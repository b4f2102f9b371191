import { createStore } from 'zustand/vanilla';
import type { RecordedStep, RecordingState } from '../../contract/recording.ts';
import type { EmbeddedBridge } from '../lib/embedded-bridge.ts';
import type { RecordingBridge } from '../lib/recording-bridge.ts';
import { sampleTab } from './sample-capture.ts';
import { SAMPLE_PORTALS } from './sample-data.ts';

const URL_INSIDE = 'https://portal.cargill.example/liquidaciones';

export function sampleRecording(change: Partial<RecordingState> = {}): RecordingState {
  return {
    providerId: SAMPLE_PORTALS[0]?.id ?? '',
    phase: 'recording',
    pausedBy: null,
    login: 'stored',
    picking: null,
    dropped: 0,
    problem: null,
    tabs: [sampleTab({ title: 'Liquidaciones · Cargill', url: URL_INSIDE, canGoBack: true })],
    activeTab: 1,
    asRobot: true,
    ...change,
  };
}

const named = (name: string, role: string): object => ({
  name,
  candidates: [
    { by: 'role', role, name, exact: true },
    { by: 'text', value: name, exact: true },
  ],
});

/** What somebody did at a portal, with everything that a recorder may notice about it. */
export const SAMPLE_RECORDED: readonly RecordedStep[] = [
  { step: { id: 'a-1', type: 'click', target: named('Liquidaciones', 'link') }, strength: 'strong', flags: [] },
  {
    step: { id: 'a-2', type: 'fill', target: named('CUIT del productor', 'textbox'), value: '30-50001091-2' },
    strength: 'strong',
    flags: ['input'],
  },
  {
    step: { id: 'a-3', type: 'fillSecret', target: named('Clave de descarga', 'textbox'), secret: '' },
    strength: 'medium',
    flags: ['secret'],
  },
  { step: { id: 'a-4', type: 'hover', target: named('Informes', 'menuitem') }, strength: 'medium', flags: ['guessed'] },
  {
    step: {
      id: 'a-5',
      type: 'click',
      target: { name: 'Ver', candidates: [{ by: 'css', value: 'td:nth-of-type(4) > a' }] },
    },
    strength: 'fragile',
    flags: [],
  },
  {
    step: {
      id: 'a-6',
      type: 'extractTable',
      target: { name: 'Liquidaciones', candidates: [{ by: 'css', value: '.datos' }] },
      columns: [
        { name: 'fecha', header: 'Fecha' },
        { name: 'importe', header: 'Importe' },
      ],
      saveAs: 'tabla',
    },
    strength: 'medium',
    flags: [],
    sample: [
      ['03/11/2026', '21.651.433,08'],
      ['05/11/2026', '8.120.000,00'],
    ],
  },
];

/** A recording that stands as it is: calls do nothing but are told to `onCall`. */
export function sampleRecordingBridges(
  state: RecordingState | null,
  steps: readonly RecordedStep[],
  onCall: (name: string, input: unknown) => void = () => undefined,
): { recording: RecordingBridge; embedded: EmbeddedBridge } {
  const call = (name: string, input: unknown): Promise<never> => {
    onCall(name, input);
    return Promise.resolve(undefined as never);
  };
  return {
    recording: {
      state: createStore(() => state),
      call,
      onSteps: (listener) => {
        queueMicrotask(() => listener(steps));
        return () => undefined;
      },
    },
    embedded: {
      covered: createStore(() => null),
      call,
      place: () => undefined,
      cover: () => () => undefined,
      onKey: () => () => undefined,
    },
  };
}
