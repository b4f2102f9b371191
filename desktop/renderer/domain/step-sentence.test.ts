import { expect, test } from 'vitest';
import { createI18n } from '../lib/i18n.ts';
import { SAMPLE_STEPS } from '../samples/sample-flows.ts';
import { stepLines } from './step-sentence.ts';

const es = createI18n('es').getFixedT('es', 'steps');
const en = createI18n('en').getFixedT('en', 'steps');
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
