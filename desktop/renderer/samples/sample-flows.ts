import type { JobStatus } from '@sri/shared/model/job.ts';
import type { Draft } from '@sri/shared/protocol/api/flow-drafts.ts';
import type { CreatedVersion, FlowSummary, ListedVersion, VersionDetail } from '@sri/shared/protocol/api/flows.ts';
import type { SessionVersion } from '@sri/shared/protocol/api/sessions.ts';
import { ago, SAMPLE_FLOW_NAMES, SAMPLE_ME, SAMPLE_PORTALS, sampleId } from './sample-data.ts';

const HOUR = 3600_000;
const DAY = 24 * HOUR;

const RUNS: readonly string[] = ['ccccfcccic', 'cccccccccr', 'cfcccfcflf', 'cccccccccc', 'ccx', ''];
const STATUS: Record<string, JobStatus> = {
  c: 'completed',
  f: 'failed',
  i: 'needs_review',
  l: 'needs_login',
  r: 'running',
  x: 'cancelled',
};

/** The flows of the sample firm: published, with a draft, never published, never run. */
export function sampleFlows(now = Date.now()): FlowSummary[] {
  return SAMPLE_FLOW_NAMES.map(([name, portalNumber], index) => {
    const never = index === 5;
    const results = Array.from(RUNS[index] ?? '').map((letter, place, all) => ({
      jobId: sampleId(4800 + index + place * 6),
      status: STATUS[letter] ?? 'completed',
      createdAt: ago((all.length - place) * 5 * HOUR, now),
    }));
    return {
      id: sampleId(300 + index),
      providerId: SAMPLE_PORTALS[portalNumber - 1]?.id ?? '',
      name,
      description: index === 0 ? 'Liquidaciones de granos de la campaña, con su PDF por establecimiento.' : '',
      active: !never && index !== 3,
      publishedVersion: never ? null : `1.${index + 3}.0`,
      latestVersion: index === 0 ? '1.4.0' : never ? '0.1.0' : `1.${index + 3}.0`,
      hasDraft: index === 1 || never,
      inputCount: index === 2 ? 0 : 3,
      results,
      usualMs: results.length < 3 ? null : (24 + index * 17) * 1000,
      createdBy: SAMPLE_ME.user.id,
      createdByName: index % 2 === 0 ? SAMPLE_ME.user.name : 'Esteban Ferreyra',
      createdAt: ago(60 * DAY, now),
      updatedAt: ago((index + 1) * DAY, now),
    };
  });
}

const HASHES = ['75fdfff22a43fe46', '1c0be0a8f9d2417b', 'e93a5520b1c84d70'];

export function sampleVersions(now = Date.now()): ListedVersion[] {
  return ['1.4.0', '1.3.0', '1.2.0'].map((version, index) => ({
    version,
    scriptHash: (HASHES[index] ?? '').repeat(4),
    scriptSignature: 'd020221e1542dc4e65be37bac0758ac9deae3c6546f83924bc9b20d6d55a6407',
    keyId: 'fa20444df4e5',
    scriptKey: '',
    uploadedAt: ago(index * 9 * DAY, now),
    published: index === 1,
    createdBy: SAMPLE_ME.user.id,
    createdByName: index === 1 ? 'Esteban Ferreyra' : SAMPLE_ME.user.name,
    createdAt: ago((index * 9 + 1) * DAY, now),
    note: index === 1 ? 'El portal cambió el menú de informes.' : '',
    runs: { ended: [0, 214, 97][index] ?? 0, completed: [0, 209, 71][index] ?? 0 },
  }));
}

export const SAMPLE_INPUTS = {
  desde: { label: 'Desde', type: 'date', required: true, default: '2026-11-01' },
  hasta: { label: 'Hasta', type: 'date', required: true },
  campaña: { label: 'Campaña', type: 'text', required: false, default: '2025/26' },
  precio: { label: 'Precio mínimo', type: 'number', required: false },
  detalle: { label: 'Con detalle por camión', type: 'boolean', required: false },
};

export const SAMPLE_STEPS: unknown[] = [
  { id: 's1', type: 'navigate', url: 'https://portal.cargill.example/liquidaciones' },
  { id: 's2', type: 'assert', target: '#menu-usuario', visible: true },
  { id: 's3', type: 'fill', target: { candidates: [{ by: 'label', value: 'Desde' }] }, value: '{{desde}}' },
  { id: 's4', type: 'choose', target: { candidates: [{ by: 'label', value: 'Campaña' }] }, value: '{{campaña}}' },
  {
    id: 's5',
    type: 'click',
    target: {
      candidates: [
        { by: 'role', role: 'button', name: 'Buscar' },
        { by: 'css', value: '#btnBuscar' },
      ],
    },
  },
  { id: 's6', type: 'waitFor', target: 'table.resultados', state: 'visible' },
  {
    id: 's7',
    type: 'extractTable',
    target: 'table.resultados',
    pagination: { next: 'a.siguiente', maxPages: 50 },
    saveAs: 'liquidaciones',
  },
  {
    id: 's8',
    type: 'forEach',
    items: '{{liquidaciones}}',
    as: 'fila',
    steps: [{ id: 's9', type: 'download', target: "a[data-id='{{fila.numero}}']", saveAs: 'pdf' }],
  },
  {
    id: 's10',
    type: 'if',
    condition: { exists: '#aviso' },
    then: [{ id: 's11', type: 'screenshot', name: 'aviso' }],
    else: [],
  },
  { id: 's12', type: 'screenshot', fullPage: true },
];

export function sampleFlowDetail(index = 0) {
  const flow = sampleFlows()[index];
  const [, published] = sampleVersions();
  if (flow === undefined || published === undefined) throw new Error(`no sample flow ${index}`);
  const inputs = flow.inputCount === 0 ? {} : SAMPLE_INPUTS;
  return { ...flow, version: { ...published, steps: SAMPLE_STEPS, inputs, options: {} } };
}

/** Two versions of the sample firm's first flow: a step more, one less, one changed, one moved. */
export function sampleTwoVersions(): { before: VersionDetail; after: VersionDetail } {
  const [newer, older] = sampleVersions();
  if (newer === undefined || older === undefined) throw new Error('two sample versions');
  const rest = { inputs: {}, options: {} };
  const [first, second, third, ...others] = SAMPLE_STEPS;
  const changed = { ...(third as object), name: 'Abrir Liquidaciones por el menú nuevo' };
  const added = { id: 'nuevo', type: 'waitFor', text: 'Resultados actualizados' };
  const last = others.at(-1);
  return {
    before: { ...older, ...rest, steps: SAMPLE_STEPS },
    after: { ...newer, ...rest, steps: [first, changed, added, last, ...others.slice(0, -1), second].slice(0, -1) },
  };
}

export function sampleCreated(flowId: string, name: string, version: string): CreatedVersion {
  const { scriptHash, scriptSignature, keyId, scriptKey, createdAt } = sampleVersions()[0] as ListedVersion;
  const providerId = SAMPLE_PORTALS[0]?.id ?? '';
  return { flowId, providerId, name, version, scriptHash, scriptSignature, keyId, scriptKey, createdAt };
}

/** The steps of the sample firm's first flow, as its people left them last. */
export function sampleDraft(flowId: string, now = Date.now()): Draft {
  return {
    flowId,
    revision: 12,
    document: {
      schemaVersion: 1,
      name: SAMPLE_FLOW_NAMES[0]?.[0] ?? '',
      description: '',
      steps: SAMPLE_STEPS,
      inputs: SAMPLE_INPUTS,
      options: {},
    },
    updatedBy: SAMPLE_ME.user.id,
    updatedAt: ago(4 * 60_000, now),
    errors: [],
  };
}

export function sampleSessionVersions(now = Date.now()): SessionVersion[] {
  return [2, 1].map((sessionVersion, index) => ({
    sessionVersion,
    connectedAt: ago((index + 1) * 40 * HOUR, now),
    ttlSeconds: (128 - index * 40) * 3600,
    summary: {
      cookies: 13 - index,
      localStorage: 3,
      sessionStorage: 0,
      indexedDB: 0,
      sites: [{ domain: 'cargill.example', cookies: 13 - index }],
      firstExpiry: null,
      lastExpiry: null,
      hasMarker: true,
    },
  }));
}
