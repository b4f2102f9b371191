import { expect, test } from 'vitest';
import { createI18n } from '../lib/i18n.ts';
import { SAMPLE_STEPS } from '../samples/sample-flows.ts';
import { stepLines } from './step-sentence.ts';

const es = (await createI18n('es')).getFixedT('es', 'steps');
const en = (await createI18n('en')).getFixedT('en', 'steps');
const one = (step: object, t = es): string | undefined => stepLines(t, [step])[0]?.sentence;

test('a flow reads as sentences, inner steps below their container', () => {
  expect(stepLines(es, SAMPLE_STEPS).map(({ depth, sentence }) => '  '.repeat(depth) + sentence)).toEqual([
    'Abrir portal.cargill.example/liquidaciones',
    'Comprobar que se ve «#menu-usuario»',
    'Escribir «{{desde}}» en «Desde»',
    'Elegir «{{campaña}}» en «Campaña»',
    'Hacer clic en «Buscar»',
    'Esperar a que aparezca «table.resultados»',
    'Leer la tabla «liquidaciones» en todas sus páginas',
    'Para cada fila de {{liquidaciones}}',
    "  Descargar el archivo de «a[data-id='{{fila.numero}}']»",
    'Si existe «#aviso»',
    '  aviso',
    'Tomar captura de la página entera',
  ]);
});

test('the name that a person sees goes before what a programmer wrote', () => {
  const candidates = [
    { by: 'css', value: '#x > b' },
    { by: 'role', role: 'button', name: 'Ver' },
  ];
  expect(one({ type: 'click', target: { candidates } })).toBe('Hacer clic en «Ver»');
  expect(one({ type: 'click', count: 2, target: '#x' }, en)).toBe('Double-click "#x"');
});

test.each([
  [{ type: 'waitFor', text: 'Listo' }, 'Esperar el texto «Listo»'],
  [{ type: 'waitFor', target: '.spinner', state: 'gone' }, 'Esperar a que desaparezca «.spinner»'],
  [{ type: 'assert', url: 'https://a.example/inicio*' }, 'Comprobar que la página es a.example/inicio*'],
  [{ type: 'setChecked', target: '#si', checked: false }, 'Desmarcar «#si»'],
  [{ type: 'fill', target: '#desde', value: '' }, 'Vaciar «#desde»'],
  [
    { type: 'if', condition: { not: { all: [{ exists: '#a' }, { empty: '{{b}}' }] } }, then: [] },
    'Si no se cumple que existe «#a» y {{b}} está vacío',
  ],
])('%o', (step, sentence) => expect(one(step)).toBe(sentence));

test('both branches of a condition stand under it, the other one under its own line', () => {
  const shot = { type: 'screenshot' };
  const lines = stepLines(es, [{ type: 'if', condition: { url: '*' }, then: [shot], else: [shot] }]);
  expect(lines.map(({ depth, sentence }) => [depth, sentence])).toEqual([
    [0, 'Si la página es *'],
    [1, 'Tomar captura'],
    [0, 'Si no'],
    [1, 'Tomar captura'],
  ]);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(4);
});

test('a step of a newer server is told by its type, whatever it holds', () => {
  expect(one({ type: 'teleport' })).toBe('Paso de tipo teleport');
  expect(stepLines(es, [null, 5]).map(({ sentence }) => sentence)).toEqual(['Paso de tipo ', 'Paso de tipo ']);
});

test.each([
  [{ type: 'back' }, 'Volver a la página anterior', 'Go back to the page before'],
  [{ type: 'switchPage', page: 'detalle' }, 'Pasar a la página «detalle»', 'Go to the page "detalle"'],
  [
    { type: 'click', target: '#a', opens: 'detalle' },
    'Hacer clic en «#a», que abre la página «detalle»',
    'Click "#a", which opens the page "detalle"',
  ],
  [
    { type: 'fillSecret', target: '#clave', secret: 'clave_cargill' },
    'Escribir el secreto «clave_cargill» en «#clave»',
    'Type the secret "clave_cargill" into "#clave"',
  ],
  [{ type: 'drag', target: '#a', to: '#b' }, 'Arrastrar «#a» hasta «#b»', 'Drag "#a" to "#b"'],
  [
    { type: 'upload', target: '#a', files: ['{{x}}', 'b.csv'] },
    'Subir «{{x}}, b.csv» en «#a»',
    'Upload "{{x}}, b.csv" into "#a"',
  ],
  [{ type: 'dialog', answer: 'accept', text: '5' }, 'Responder «5» al próximo aviso', 'Answer "5" to the next dialog'],
  [{ type: 'wait', ms: 1500 }, 'Esperar 1,5 s', 'Wait 1.5 s'],
  [
    { type: 'parse', from: '{{x}}', as: 'money', saveAs: 'y' },
    'Leer «{{x}}» como importe',
    'Read "{{x}}" as an amount',
  ],
  [
    { type: 'parse', from: '{{x}}', as: 'table', saveAs: 'y' },
    'Leer «{{x}}» como tabla con su contrato',
    'Read "{{x}}" as a table with its contract',
  ],
  [
    { type: 'parse', from: '{{x}}', as: 'table', table: 'liquidaciones', saveAs: 'y' },
    'Leer «{{x}}» como la tabla «liquidaciones»',
    'Read "{{x}}" as the table "liquidaciones"',
  ],
  [
    { type: 'runFlow', flow: '0190a000-0000-7000-8000-000000000001', version: '1.0.0' },
    'Ejecutar otro flujo, versión 1.0.0',
    'Run another flow, version 1.0.0',
  ],
  [{ type: 'repeat', times: 1, steps: [] }, 'Repetir 1 vez', 'Repeat 1 time'],
  [
    { type: 'repeat', until: { exists: '#a' }, steps: [] },
    'Repetir hasta que se cumpla que existe «#a»',
    'Repeat until "#a" exists',
  ],
  [
    { type: 'click', target: { name: 'Buscar', candidates: [{ by: 'css', value: '#x' }] } },
    'Hacer clic en «Buscar»',
    'Click "Buscar"',
  ],
])('%o in both languages', (step, inSpanish, inEnglish) => {
  expect([one(step), one(step, en)]).toEqual([inSpanish, inEnglish]);
});

test('what is tried, what is done when it fails, and what is done in any case', () => {
  const shot = { type: 'screenshot' };
  const lines = stepLines(es, [{ type: 'try', steps: [shot], catch: [shot], finally: [shot] }, shot]);
  expect(lines.map(({ depth, sentence }) => '  '.repeat(depth) + sentence)).toEqual([
    'Intentar',
    '  Tomar captura',
    'Si algo falla',
    '  Tomar captura',
    'Al final, en todo caso',
    '  Tomar captura',
    'Tomar captura',
  ]);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
});
