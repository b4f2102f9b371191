import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { scannedPdf, type Scan } from '../test/scanned-pdf.ts';
import { launchTestBrowser } from '../test/test-browser.ts';
import { inThread } from './in-thread.ts';
import type { OcrPage, OcrTask } from './ocr-thread.ts';

const THREAD = new URL('./ocr-thread.ts', import.meta.url);
/** A4 at 96 dpi, which a browser draws in, and the scale that makes it 200 dpi. */
const PAGE = { width: 794, height: 1123 };
const SCALE = 200 / 96;

const SPANISH = [
  `LIQUIDACIÓN PRIMARIA DE GRANOS
Comprobante número 0001-00048123 del 24 de noviembre de 2026
Vendedor: Agropecuaria Ñandubay S.A., CUIT 30-71234567-8
Comprador: Compañía Exportadora del Paraná, Rosario, Santa Fe
Grano: soja, campaña 2025/26, procedencia Pergamino
Peso neto: 28.450 kg, humedad 13,5 %, proteína 36,2 %
Precio por tonelada: $ 285.400,00
Importe bruto: $ 8.119.630,00
Retención de ingresos brutos: $ 81.196,30
Comisión y gastos de acondicionamiento: $ 162.392,60
Importe neto a pagar: $ 7.876.041,10
El pago se acreditará en la cuenta del vendedor dentro de los diez días hábiles
siguientes a la recepción de la mercadería, según las condiciones del contrato.`,
  `Carta de porte electrónica. El transportista deberá presentar este documento en la
balanza antes de la descarga. Cualquier diferencia mayor al uno por ciento será
comunicada al productor, quien podrá pedir una nueva pesada sin cargo alguno.
Observaciones: camión con lona rota; se tomó muestra número 4417. Año agrícola
en curso, región pampeana, depósito de Güemes, calidad según cámara arbitral.
Firma del recibidor: José Ibáñez. Teléfono 0341 455-7788, interno 12.`,
];
const PORTUGUESE = `NOTA DE ENTREGA DE GRÃOS
Produtor: João Gonçalves, Fazenda São Sebastião, município de Londrina
Produto: soja em grãos, safra 2025/26, umidade 13,5 %
Peso líquido: 28.450 kg; preço por saca: R$ 132,50
Observações: não há avarias; a amostra será enviada à classificação amanhã.`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchTestBrowser();
});
afterAll(() => browser?.close());

/** A clean scan of a text: black letters on white paper, 200 dpi. */
async function scan(text: string, font: string): Promise<Scan> {
  const page = await browser.newPage({ viewport: PAGE, deviceScaleFactor: SCALE });
  await page.setContent(
    `<!doctype html><style>body{margin:72px 64px;font:15px/1.7 ${font};white-space:pre-wrap;color:#111}</style><body></body>`,
  );
  await page.evaluate((words) => void (document.body.textContent = words), text);
  const jpeg = await page.screenshot({ type: 'jpeg', quality: 85 });
  await page.close();
  return { jpeg, width: Math.round(PAGE.width * SCALE), height: Math.round(PAGE.height * SCALE) };
}

function read(picture: Buffer, language: OcrTask['language']): Promise<OcrPage[]> {
  const task: OcrTask = { picture, language };
  const limits = { signal: new AbortController().signal, timeoutMs: 120_000, words: 'leer' };
  return inThread<OcrPage[]>(THREAD, task, limits);
}

const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** How many characters have to be put in, left out or changed to make one text of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

async function errorRate(texts: readonly string[], fonts: readonly string[], language: OcrTask['language']) {
  let [wrong, all] = [0, 0];
  for (const text of texts) {
    for (const font of fonts) {
      const [page] = await read((await scan(text, font)).jpeg, language);
      wrong += distance(plain(page?.text ?? ''), plain(text));
      all += plain(text).length;
    }
  }
  const rate = (100 * wrong) / all;
  console.log(`OCR ${language}, clean scans of 200 dpi: ${wrong} of ${all} characters wrong, ${rate.toFixed(2)} %`);
  return rate;
}

const FONTS = ["'DejaVu Sans'", "'DejaVu Serif'"];

test(
  'of clean Spanish scans at 200 dpi at most 3 % of the characters are read wrong',
  { timeout: 240_000 },
  async () => {
    expect(await errorRate(SPANISH, FONTS, 'spa')).toBeLessThanOrEqual(3);
  },
);

test('Portuguese is read with its own data', { timeout: 120_000 }, async () => {
  expect(await errorRate([PORTUGUESE], ["'DejaVu Sans'"], 'por')).toBeLessThanOrEqual(3);
});

test('a scanned PDF is read page by page, each word with how sure the engine is', { timeout: 240_000 }, async () => {
  const scans = [];
  for (const text of SPANISH) scans.push(await scan(text, FONTS[0] ?? ''));
  const pages = await read(scannedPdf(scans), 'spa');
  expect(pages).toHaveLength(2);
  expect(pages[0]?.text).toContain('0001-00048123');
  expect(pages[1]?.text).toContain('Carta de porte');
  for (const { words, confidence } of pages) {
    expect(words.length).toBeGreaterThan(50);
    expect(confidence).toBeGreaterThan(80);
    expect(words.every((word) => word.confidence >= 0 && word.confidence <= 100)).toBe(true);
  }
});
