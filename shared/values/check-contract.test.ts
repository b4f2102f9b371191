import { describe, expect, it } from 'vitest';
import { MOST_BREACHES, type ContractResult } from '../model/contract-result.ts';
import { dataContractSchema, type DataContractInput } from '../model/data-contract.ts';
import { checkContract, type TextTable } from './check-contract.ts';

const SETTLEMENTS: DataContractInput = {
  columns: [
    { name: 'numero', type: 'text', headers: ['Número', 'Nro. liquidación'] },
    { name: 'fecha', type: 'date' },
    { name: 'toneladas', type: 'weight', unit: 't', headers: ['Ton.'] },
    { name: 'importe', type: 'money', from: 'moneda' },
    { name: 'moneda', type: 'currency' },
  ],
  key: ['numero'],
  totals: [
    { printed: 'cantidad' },
    { printed: 'toneladas', column: 'toneladas' },
    { printed: 'ars', column: 'importe', where: { column: 'moneda', is: 'ARS' } },
    { printed: 'usd', column: 'importe', where: { column: 'moneda', is: 'USD' } },
  ],
};
const row = (Número: string, Fecha: string, Toneladas: string, Importe: string, Moneda: string) => ({
  Número,
  Fecha,
  'Ton.': Toneladas,
  Importe,
  Moneda,
});
const ROWS = [
  row('0004-00012811', '03/04/2026', '28,54', '8.012.345,10', 'ARS'),
  row('0004-00012812', '31/01/2026', '1.234,5', '-1.234,56', 'ARS'),
  row('0004-00012813', '05/02/2026', '30', '9.000,00', 'USD'),
];
const TOTALS = { cantidad: '3', toneladas: '1.293,04', ars: '8.011.110,54', usd: 'U$S 9.000,00' };

const check = (table: Partial<TextTable>, changes: Partial<DataContractInput> = {}): ContractResult =>
  checkContract({ rows: ROWS, totals: TOTALS, ...table }, dataContractSchema.parse({ ...SETTLEMENTS, ...changes }));
const codes = ({ breaches }: ContractResult): string[] =>
  breaches.map(({ code, row, column, refusal }) =>
    [code, row, column, refusal].filter((part) => part !== undefined).join(' '),
  );
const words = ({ breaches }: ContractResult): string[] => breaches.map((breach) => breach.words);

describe('a table that keeps its contract', () => {
  it('comes back as typed rows, and says what settled its formats', () => {
    expect(check({})).toEqual({
      rows: [
        { numero: '0004-00012811', fecha: '2026-04-03', toneladas: 28.54, importe: 8012345.1, moneda: 'ARS' },
        { numero: '0004-00012812', fecha: '2026-01-31', toneladas: 1234.5, importe: -1234.56, moneda: 'ARS' },
        { numero: '0004-00012813', fecha: '2026-02-05', toneladas: 30, importe: 9000, moneda: 'USD' },
      ],
      breaches: [],
      breachCount: 0,
      settled: [
        { column: 'fecha', format: { dateOrder: 'dmy' }, row: 2, text: '31/01/2026' },
        { column: 'toneladas', format: { decimal: ',' }, row: 1, text: '28,54' },
        { column: 'importe', format: { decimal: ',' }, row: 1, text: '8.012.345,10' },
      ],
    });
  });

  it('settles nothing where the portal’s format is given', () => {
    const { settled, breachCount } = check({}, { format: { decimal: ',', dateOrder: 'dmy' } });
    expect([settled, breachCount]).toEqual([[], 0]);
  });

  it('keeps columns that the contract does not name as texts, or leaves them out', () => {
    const rows = ROWS.map((one) => ({ ...one, Nota: ' a ' }));
    expect(check({ rows }).rows[0]).toMatchObject({ Nota: 'a' });
    expect(check({ rows }, { otherColumns: 'leaveOut' }).rows[0]).not.toHaveProperty('Nota');
  });
});

describe('a table that breaks its contract', () => {
  it('lists an ambiguous value with its cell and what it could mean, and does not guess it', () => {
    const rows = [row('1', '03/04/2026', '1.234', '10,00', 'ARS'), row('2', '04/05/2026', '2.000', '11,00', 'ARS')];
    const result = check({ rows }, { totals: [] });
    expect(result.rows[0]).toMatchObject({ fecha: null, toneladas: null, importe: 10 });
    expect(result.breaches[1]).toEqual({
      code: 'value_refused',
      row: 1,
      column: 'toneladas',
      text: '1.234',
      refusal: 'ambiguous',
      readings: [
        { value: '1234', format: { decimal: ',' } },
        { value: '1.234', format: { decimal: '.' } },
      ],
      words: 'No sabemos si «1.234» es 1234 o 1,234. Elige el formato del portal.',
    });
    expect(words(result)[0]).toBe(
      'No sabemos si «03/04/2026» es el 3 de abril de 2026 o el 4 de marzo de 2026. Elige el formato del portal.',
    );
    expect(codes(result)).toEqual([
      'value_refused 1 fecha ambiguous',
      'value_refused 1 toneladas ambiguous',
      'value_refused 2 fecha ambiguous',
      'value_refused 2 toneladas ambiguous',
    ]);
  });

  it('names columns that are gone, come twice or were not expected', () => {
    const rows = [
      { Número: '1', 'Nro. liquidación': '1', Fecha: '31/01/2026', Moneda: 'ARS', Importe: '1,5', Nuevo: 'x' },
    ];
    const result = check({ rows }, { otherColumns: 'refuse', totals: [], key: undefined });
    expect(codes(result)).toEqual(['column_twice numero', 'column_missing toneladas', 'column_unknown Nuevo']);
    expect(words(result)[0]).toBe('No sabemos cuál es la columna «numero»: «Número», «Nro. liquidación». Elige una.');
    expect(check({ rows: [], headers: ['Número'] }, { totals: [] }).breaches[0]).toMatchObject({
      code: 'column_missing',
      column: 'fecha',
    });
  });

  it('misses values, but not where the portal may leave them out', () => {
    const rows = [row('1', '-', '1,5', '2,5', 'ARS'), row('', ' ', '1,5', '2,5', 'ARS')];
    const columns = SETTLEMENTS.columns.map((column) =>
      column.name === 'fecha' ? { ...column, required: false, blanks: ['-'] } : column,
    );
    const result = check({ rows }, { columns, totals: [] });
    expect(codes(result)).toEqual(['value_missing 2 numero']);
    expect(result.rows.map(({ fecha, numero }) => [fecha, numero])).toEqual([
      [null, '1'],
      [null, null],
    ]);
  });

  it('misses rows: none at all, and fewer than usual', () => {
    expect(words(check({ rows: [] }, { totals: [] }))).toEqual(['Terminó sin datos. Lo normal es al menos 1 fila.']);
    expect(words(check({}, { minRows: 10 }))).toEqual(['Hay 3 filas. Lo normal es al menos 10 filas.']);
    expect(check({ rows: [] }, { minRows: 0, totals: [] }).breachCount).toBe(0);
  });

  it('finds rows with a key that an earlier one has', () => {
    const result = check({ rows: [...ROWS, row('0004-00012811', '31/01/2026', '1,5', '1,5', 'USD')] }, { totals: [] });
    expect(codes(result)).toEqual(['row_twice 4']);
    expect(words(result)).toEqual(['La fila 4 repite la fila 1 («0004-00012811»). Revisa la tabla en el portal.']);
  });

  it('compares sums and counts with what the portal prints, to the last cent', () => {
    const totals = { ...TOTALS, cantidad: '4', ars: '8.011.110,55', usd: '' };
    const result = check({ totals });
    expect(codes(result)).toEqual(['total_differs cantidad', 'total_differs ars', 'total_missing usd']);
    expect(words(result)[1]).toBe(
      'La suma de las filas (8.011.110,54) no coincide con el total del portal (8.011.110,55). Compara la tabla con el portal.',
    );
  });

  it('does not compare what it cannot: refused cells, a column that is gone, several currencies, an unread total', () => {
    const bad = [...ROWS, row('9', '31/01/2026', 'x', '1,5', 'ARS')];
    expect(codes(check({ rows: bad, totals: { ...TOTALS, cantidad: '4', ars: '8.011.112,04' } }))).toEqual([
      'value_refused 4 toneladas unreadable',
      'total_unchecked toneladas',
    ]);
    const unknown = [...ROWS, row('9', '31/01/2026', '0,0', '1,5', 'XAU')];
    expect(codes(check({ rows: unknown, totals: { ...TOTALS, cantidad: '4' } }))).toEqual([
      'value_refused 4 importe currency_missing',
      'value_refused 4 moneda unreadable',
      'total_unchecked ars',
      'total_unchecked usd',
    ]);
    const all = { totals: [{ printed: 'todo', column: 'importe' }] };
    expect(words(check({ totals: { todo: '1' } }, all))[0]).toContain('varias monedas (ARS, USD)');
    expect(codes(check({ totals: { ...TOTALS, ars: 'total' } }))).toEqual(['total_refused ars unreadable']);
    expect(codes(check({ totals: { ...TOTALS, usd: '$ 9.000,00' } }))).toEqual([]);
    expect(codes(check({ totals: { ...TOTALS, usd: 'R$ 9.000,00' } }))).toEqual(['total_refused usd other_currency']);
  });

  it('adds as people do, not as machines: 0,1 and 0,2 are 0,3', () => {
    const rows = [row('1', '31/01/2026', '0,1', '0,1', 'ARS'), row('2', '31/01/2026', '0,2', '0,2', 'ARS')];
    expect(check({ rows, totals: { cantidad: '2', toneladas: '0,3', ars: '0,30', usd: '0,00' } }).breaches).toEqual([]);
  });

  it('counts every breach and tells the first thousand', () => {
    const rows = Array.from({ length: 1500 }, (_, at) => row(String(at), '31/01/2026', 'x', '1,5', 'ARS'));
    const { breaches, breachCount } = check({ rows }, { totals: [] });
    expect([breaches.length, breachCount]).toEqual([MOST_BREACHES, 1500]);
  });
});

it('cells of every kind', () => {
  const contract = dataContractSchema.parse({
    format: { decimal: ',' },
    columns: [
      { name: 'especie', type: 'text', oneOf: ['Soja', 'Maíz'] },
      { name: 'humedad', type: 'percent' },
      { name: 'camiones', type: 'number' },
      { name: 'cuit', type: 'taxId', kind: 'cuit' },
      { name: 'neto', type: 'weight', unit: 't', printedIn: 'kg', headers: ['Neto (kg)'] },
      { name: 'precio', type: 'money', into: 'precio_moneda' },
      { name: 'flete', type: 'money', currency: 'ARS' },
    ],
  });
  const good = {
    especie: ' MAIZ',
    humedad: '13,5 %',
    camiones: '3',
    cuit: '30500010912',
    'Neto (kg)': '28.540',
    precio: 'U$S 300,5',
    flete: '$ 1.000',
  };
  const bad = {
    especie: 'Arroz',
    humedad: '13,5 t',
    camiones: '3 t',
    cuit: '30-50001091-3',
    'Neto (kg)': '',
    precio: '$ 300',
    flete: 'R$ 5',
  };
  const result = checkContract({ rows: [good, bad] }, contract);
  expect(result.rows).toEqual([
    {
      especie: 'Maíz',
      humedad: 13.5,
      camiones: 3,
      cuit: '30-50001091-2',
      neto: 28.54,
      precio: 300.5,
      precio_moneda: 'USD',
      flete: 1000,
    },
    {
      especie: null,
      humedad: null,
      camiones: null,
      cuit: null,
      neto: null,
      precio: null,
      precio_moneda: null,
      flete: null,
    },
  ]);
  expect(codes(result)).toEqual([
    'value_refused 2 especie not_allowed',
    'value_refused 2 humedad unreadable',
    'value_refused 2 camiones unreadable',
    'value_refused 2 cuit check_digit',
    'value_missing 2 neto',
    'value_refused 2 precio ambiguous',
    'value_refused 2 flete other_currency',
  ]);
  expect(words(result)).toMatchInlineSnapshot(`
    [
      "«Arroz» no es un valor esperado en esta columna. Revisa la celda, o agrega el valor.",
      "«13,5 t» no es un porcentaje. Revisa la celda en el portal, o qué es esta columna.",
      "«3 t» no es un número. Revisa la celda en el portal, o qué es esta columna.",
      "El dígito verificador de «30-50001091-3» no es correcto. Revisa la celda en el portal.",
      "Falta el valor de «Neto (kg)» en la fila 2. Revisa la fila en el portal.",
      "No sabemos qué moneda es «$ 300»: ARS, UYU, CLP, COP, MXN o USD. Elige el formato del portal.",
      "«R$ 5» está en BRL, y esta columna en otra moneda. Revisa la celda en el portal.",
    ]
  `);
});

it('a page’s names of columns reach nothing but its own rows', () => {
  const contract = dataContractSchema.parse({ columns: [{ name: 'a', type: 'text' }], minRows: 0 });
  const rows = [JSON.parse('{"a": "1", "__proto__": "x", "constructor": "y"}') as Record<string, string>, { a: '2' }];
  const result = checkContract({ rows }, contract);
  expect(result.rows.map((row) => Object.entries(row))).toEqual([
    [
      ['a', '1'],
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ],
    [
      ['a', '2'],
      ['__proto__', ''],
      ['constructor', ''],
    ],
  ]);
});
