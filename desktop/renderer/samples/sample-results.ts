import type { ContractReport } from '@sri/shared/model/contract-report.ts';
import type { NetworkRecord } from '@sri/shared/model/network-record.ts';
import type { ResultChanges } from '@sri/shared/protocol/api/job-changes.ts';
import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';

const PAGES = [
  'Ingreso',
  'Inicio',
  'Liquidaciones',
  'Liquidaciones · campaña 2025/26',
  'Liquidaciones · Santa Rita',
  'Liquidaciones · resultados',
  'Liquidaciones · resultados',
] as const;

/** A portal's page as a step left it; `rows` of its table are there. */
function picture(title: string, rows: number): string {
  const lines = Array.from(
    { length: rows },
    (_, row) =>
      `<rect x="24" y="${110 + row * 34}" width="912" height="34" fill="${row % 2 === 0 ? '#eef3f8' : '#fff'}"/>` +
      `<text x="40" y="${132 + row * 34}">LQ-2026-${String(row + 118).padStart(6, '0')}   Soja 2025/26   ${12 + row}.4${row}0,50</text>`,
  ).join('');
  return `data:image/svg+xml,${encodeURIComponent(
    `<svg xmlns="http://www.w3.org/2000/svg" width="960" height="540" font-family="sans-serif" font-size="16" fill="#222"><rect width="960" height="540" fill="#fff"/><rect width="960" height="56" fill="#2d5a3d"/><text x="24" y="36" font-size="22" fill="#fff">Cargill · ${title}</text>${lines}</svg>`,
  )}`;
}

function file(name: string, bytes: number, contentType: string, url = '#'): Artifact {
  return { name, bytes, contentType, sha256: null, url };
}

/** Pictures after the steps 1 to `count` at the top level. */
export function samplePictures(count: number): Artifact[] {
  return PAGES.slice(0, count).map((title, index) =>
    file(`steps/${index + 1}-after.jpg`, 38_000 + index * 2100, 'image/jpeg', picture(title, index * 2)),
  );
}

export const SAMPLE_NETWORK: NetworkRecord = {
  format: 'sri-network/1',
  requests: [
    {
      at: Date.now() - 52_000,
      method: 'GET',
      url: 'https://portal.cargill.example/api/embarques/liquidaciones',
      kind: 'xhr',
      status: 503,
      error: null,
      ms: 2140,
    },
    {
      at: Date.now() - 49_000,
      method: 'GET',
      url: 'https://cdn.cargill.example/fuentes/texto.woff2',
      kind: 'font',
      status: null,
      error: 'net::ERR_CONNECTION_RESET',
      ms: 310,
    },
    {
      at: Date.now() - 47_000,
      method: 'POST',
      url: 'https://portal.cargill.example/embarques/buscar',
      kind: 'fetch',
      status: null,
      error: null,
      ms: 34_200,
    },
  ],
  messages: [
    { at: Date.now() - 50_000, text: "TypeError: Cannot read properties of undefined (reading 'filas')" },
    { at: Date.now() - 46_500, text: 'No se pudo cargar el buscador de embarques' },
  ],
  leftOut: 0,
};

const SAMPLE_CONTRACT: ContractReport = {
  format: 'sri-contract/1',
  breachCount: 4,
  checks: [
    {
      stepId: 's9',
      path: '9',
      parser: { provider: 'cargill', table: 'liquidaciones' },
      rows: 68,
      breachCount: 4,
      breaches: [
        {
          code: 'value_refused',
          row: 12,
          column: 'toneladas',
          text: '1.234',
          refusal: 'ambiguous',
          readings: [
            { value: '1234', format: { decimal: ',' } },
            { value: '1.234', format: { decimal: '.' } },
          ],
          words: 'No sabemos si «1.234» es 1234 o 1,234. Elige el formato del portal.',
        },
        {
          code: 'value_missing',
          row: 31,
          column: 'moneda',
          text: '',
          words: 'Falta el valor de «Moneda» en la fila 31. Revisa la fila en el portal.',
        },
        {
          code: 'row_twice',
          row: 68,
          text: '0001-00048717',
          words: 'La fila 68 repite la fila 67 («0001-00048717»). Revisa la tabla en el portal.',
        },
        {
          code: 'total_differs',
          column: 'total-usd',
          text: '686.573,14',
          readings: [{ value: '685573.14' }],
          words: 'La suma de las filas (685.573,14) no coincide con el total del portal (686.573,14).',
        },
      ],
      settled: [],
    },
  ],
};

const ROWS = Array.from({ length: 68 }, (_, row) => ({
  Número: `0001-000${48_123 + row * 9}`,
  Fecha: `${String(1 + (row % 28)).padStart(2, '0')}/10/2026`,
  Contrato: `C-26-0${137 + (row % 7)}`,
  Especie: ['Soja', 'Maíz', 'Trigo'][row % 3],
  Toneladas: `${20 + (row % 60)},${String(10 + (row % 89))}`,
  Importe: `${5 + (row % 20)}.${String(100 + row * 7)},${String(10 + (row % 80))}`,
  Moneda: row % 3 === 2 ? 'ARS' : 'USD',
}));

const SAVED: Record<string, unknown> = {
  'data/liquidaciones.json': ROWS,
  'data/liquidaciones.contract.json': SAMPLE_CONTRACT,
  'data/resumen.json': { Saldo: '1.204.311,08', Moneda: 'USD', Actualizado: '24/11/2026', 'Contratos abiertos': 12 },
  'network.json': SAMPLE_NETWORK,
};

/** What a file of an execution holds. */
export function sampleFileText(name: string): string {
  return JSON.stringify(SAVED[name] ?? []);
}

const LOG = file('execution.log', 3202, 'text/plain; charset=utf-8');

/** What became of a file's rows since the execution before. */
export function sampleChanges(name: string): ResultChanges {
  const rows = name === 'liquidaciones' ? ROWS : [];
  const [first, second, third, fourth, last] = [rows[0], rows[1], rows[2], rows[60], rows[67]];
  const moved = [first, second, third].filter((row) => row !== undefined);
  const gone = { ...last, Número: '0001-00047990', Fecha: '28/09/2026' } as ResultChanges['added'][number];
  return {
    against: { jobId: '', finishedAt: new Date(Date.now() - 86_400_000).toISOString() },
    key: ['Número'],
    keys: ['Número', 'Importe'],
    counts: {
      before: 66,
      after: rows.length,
      added: 2,
      removed: rows.length === 0 ? 66 : 1,
      changed: moved.length,
      unchanged: 63,
    },
    added: [fourth, last].filter((row) => row !== undefined) as ResultChanges['added'],
    removed: rows.length === 0 ? [] : [gone],
    changed: moved.map((row, at) => ({
      key: { Número: row.Número },
      before: {
        ...row,
        Toneladas: `${30 + at},25`,
        ...(at === 1 ? { Moneda: 'ARS' } : {}),
      } as ResultChanges['added'][number],
      after: row as ResultChanges['added'][number],
      columns: at === 1 ? ['Toneladas', 'Moneda'] : ['Toneladas'],
    })),
  };
}

/** What a complete execution leaves. */
export const SAMPLE_FILES: Artifact[] = [
  file('data/liquidaciones.csv', 48_358, 'text/csv; charset=utf-8'),
  file('data/liquidaciones.json', 61_345, 'application/json'),
  file('data/liquidaciones.xlsx', 12_804, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'),
  file('data/resumen.csv', 98, 'text/csv; charset=utf-8'),
  file('data/resumen.json', 131, 'application/json'),
  file('downloads/liquidacion-0001-00048123.pdf', 184_120, 'application/pdf'),
  file('downloads/liquidacion-0001-00048177.pdf', 179_004, 'application/pdf'),
  LOG,
  file('screenshot-0.png', 84_200, 'image/png', picture('Liquidaciones · resultados', 11)),
  ...samplePictures(7),
];

/** What one leaves whose table broke its contract. */
export const SAMPLE_FILES_TO_REVIEW: Artifact[] = [
  file('data/liquidaciones.contract.json', 1420, 'application/json'),
  ...SAMPLE_FILES,
];

/** What one that failed in its fifth step leaves. */
export const SAMPLE_FILES_OF_FAILURE: Artifact[] = [
  LOG,
  file('network.json', 702, 'application/json'),
  file('downloads/liquidacion-0001-00048123.pdf', 184_120, 'application/pdf'),
  ...samplePictures(5),
];

/** What one leaves whose flow keeps no pictures. */
export const SAMPLE_FILES_WITHOUT_PICTURES: Artifact[] = SAMPLE_FILES.filter(
  ({ contentType }) => !contentType.startsWith('image/'),
);
