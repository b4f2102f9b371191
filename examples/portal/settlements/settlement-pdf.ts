import Pdf from 'pdfkit';
import { formatDay } from '../data/calendar.ts';
import { formatHundredths, formatWhole } from '../data/format-number.ts';
import type { Settlement } from '../data/generate-settlements.ts';
import type { Supplier } from '../data/suppliers.ts';
import { PORTAL_FIRM } from '../data/suppliers.ts';

const LEFT = 50;
const RIGHT = 545;

/** One settlement on a sheet of A4 with real text. The same settlement gives the same bytes. */
export async function settlementPdf(supplier: Supplier, settlement: Settlement): Promise<Buffer> {
  const day = new Date(`${settlement.date}T12:00:00Z`);
  const pdf = new Pdf({
    size: 'A4',
    margin: LEFT,
    info: { Title: `Liquidación ${settlement.number}`, Author: PORTAL_FIRM.name, CreationDate: day, ModDate: day },
  });
  const chunks: Buffer[] = [];
  pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>((resolve, reject) => pdf.on('end', resolve).on('error', reject));
  drawHead(pdf, supplier, settlement);
  drawFacts(pdf, settlement);
  drawAmounts(pdf, settlement);
  drawDeliveries(pdf, settlement);
  pdf.end();
  await ended;
  return Buffer.concat(chunks);
}

function drawHead(pdf: PDFKit.PDFDocument, supplier: Supplier, { number, date }: Settlement): void {
  pdf.font('Helvetica-Bold').fontSize(15).text(PORTAL_FIRM.name, LEFT, 50);
  pdf.font('Helvetica').fontSize(9).text(`CUIT ${PORTAL_FIRM.cuit}`).text(PORTAL_FIRM.address);
  pdf.font('Helvetica-Bold').fontSize(12);
  pdf.text('Liquidación primaria de granos', LEFT, 50, { width: RIGHT - LEFT, align: 'right' });
  pdf.font('Helvetica').fontSize(9);
  pdf.text(`Número: ${number}`, { width: RIGHT - LEFT, align: 'right' });
  pdf.text(`Fecha: ${formatDay(date)}`, { width: RIGHT - LEFT, align: 'right' });
  rule(pdf, 104);
  pdf.fontSize(10).text(`Proveedor: ${supplier.firm}`, LEFT, 114).text(`CUIT: ${supplier.cuit}`);
  pdf.text(`Localidad: ${supplier.town}`);
  rule(pdf, 160);
}

function drawFacts(pdf: PDFKit.PDFDocument, { contract, kind, code, tonnes }: Settlement): void {
  const facts = [
    `Contrato: ${contract.number}`,
    `Especie: ${contract.species}`,
    `Campaña: ${contract.campaign}`,
    `Destino: ${contract.destination}`,
    `Tipo: ${kind}`,
    `C.O.E.: ${code}`,
    `Toneladas: ${formatHundredths(tonnes)}`,
    `Precio por tonelada: ${formatHundredths(contract.price)} ${contract.currency}`,
  ];
  for (const [index, fact] of facts.entries()) {
    pdf.text(fact, index < 4 ? LEFT : 310, 172 + (index % 4) * 15);
  }
  rule(pdf, 238);
  pdf.y = 250;
}

function drawAmounts(pdf: PDFKit.PDFDocument, { contract, lines, amount }: Settlement): void {
  pdf.font('Helvetica-Bold');
  columns(pdf, ['Concepto', `Importe ${contract.currency}`]);
  pdf.font('Helvetica');
  for (const line of lines) columns(pdf, [line.concept, formatHundredths(line.amount)]);
  pdf.font('Helvetica-Bold');
  columns(pdf, ['Importe neto', formatHundredths(amount)]);
  pdf.font('Helvetica');
  pdf.y += 14;
}

function drawDeliveries(pdf: PDFKit.PDFDocument, { deliveries }: Settlement): void {
  if (deliveries.length === 0) return;
  pdf.font('Helvetica-Bold');
  columns(pdf, ['Ticket', 'Fecha', 'Carta de porte', 'Neto (kg)']);
  pdf.font('Helvetica');
  for (const { ticket, date, waybill, netKg } of deliveries) {
    columns(pdf, [ticket, formatDay(date), waybill, formatWhole(netKg)]);
  }
}

/** One line of a table: equal columns, the last one to the right. */
function columns(pdf: PDFKit.PDFDocument, cells: readonly string[]): void {
  const top = pdf.y;
  const width = (RIGHT - LEFT) / cells.length;
  for (const [index, text] of cells.entries()) {
    const align = index === cells.length - 1 ? 'right' : 'left';
    pdf.text(text, LEFT + index * width, top, { width, align, lineBreak: false });
  }
  pdf.y = top + 16;
}

function rule(pdf: PDFKit.PDFDocument, y: number): void {
  pdf.moveTo(LEFT, y).lineTo(RIGHT, y).lineWidth(0.7).stroke('#777777');
}
