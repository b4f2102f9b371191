/** Steps of a longer flow: branches in loops, something that may fail, a person who is asked. */
export const SAMPLE_BRANCHES: unknown[] = [
  { id: 's1', type: 'navigate', name: 'Abrir liquidaciones', url: 'https://portal.cargill.example/liquidaciones' },
  { id: 's2', type: 'checkSession' },
  {
    id: 's3',
    type: 'fill',
    target: {
      candidates: [
        { by: 'label', value: 'Desde' },
        { by: 'id', value: 'fecha-desde' },
      ],
    },
    value: '{{inputs.desde}}',
  },
  {
    id: 's4',
    type: 'click',
    target: {
      candidates: [
        { by: 'role', role: 'button', name: 'Buscar' },
        { by: 'css', value: 'form.filtro button' },
      ],
    },
    after: { visible: { candidates: [{ by: 'role', role: 'table', name: 'Liquidaciones' }] } },
    onError: { retry: 2 },
  },
  { id: 's5', type: 'extractTable', target: 'table.resultados', saveAs: 'liquidaciones' },
  {
    id: 's6',
    type: 'forEach',
    items: '{{liquidaciones}}',
    as: 'fila',
    steps: [
      {
        id: 's7',
        type: 'if',
        condition: { equals: ['{{fila.estado}}', 'Pagada'] },
        then: [
          {
            id: 's8',
            type: 'try',
            steps: [
              { id: 's9', type: 'download', target: "a[data-id='{{fila.numero}}']", saveAs: 'pdf', timeoutMs: 60_000 },
            ],
            catch: [{ id: 's10', type: 'screenshot', name: 'PDF que no bajó' }],
          },
        ],
        else: [{ id: 's11', type: 'hover', disabled: true, target: '#estado-{{fila.numero}}' }],
      },
    ],
  },
  { id: 's12', type: 'askPerson', question: '¿Confirmas las {{liquidaciones.length}} liquidaciones?' },
  { id: 's13', type: 'screenshot', fullPage: true },
];

/** A flow of so many steps: loops with branches in them, as long flows are. */
export function sampleLongFlow(count: number): unknown[] {
  const steps: unknown[] = [];
  for (let number = 1; number <= count; number += 10) {
    const name = (offset: number): { id: string; name: string } => ({
      id: `p${number + offset}`,
      name: `Finca ${number + offset}: leer el lote`,
    });
    const target = { candidates: [{ by: 'role', role: 'button', name: `Ver lote ${number}` }] };
    steps.push(
      { ...name(0), type: 'navigate', url: `https://portal.cargill.example/fincas/${number}` },
      { ...name(1), type: 'click', target },
      { ...name(2), type: 'fill', target, value: '{{inputs.desde}}' },
      { ...name(3), type: 'extractTable', target: 'table.lotes', saveAs: `lotes${number}` },
      {
        ...name(4),
        type: 'forEach',
        items: `{{lotes${number}}}`,
        as: 'lote',
        steps: [
          { ...name(5), type: 'hover', target },
          {
            ...name(6),
            type: 'if',
            condition: { exists: '#aviso' },
            then: [{ ...name(7), type: 'screenshot' }],
            else: [{ ...name(8), type: 'download', target }],
          },
        ],
      },
      { ...name(9), type: 'screenshot' },
    );
  }
  return steps;
}
