import type { ColumnInput } from './provider-parser.ts';

/**
 * Columns of the grain trade under the names that portals of the region give them, in Spanish and Portuguese. A parser takes those that its
 * portal has and changes what is different there. Only a name that says its unit is a weight's name.
 */
export const TRADE = {
  settlement: {
    name: 'liquidacion',
    type: 'text',
    headers: [
      'Liquidación',
      'Nro. liquidación',
      'N° liquidación',
      'Número de liquidación',
      'Liquidação',
      'Comprobante',
    ],
  },
  contract: {
    name: 'contrato',
    type: 'text',
    headers: ['Nro. contrato', 'N° contrato', 'Nº contrato', 'Número de contrato', 'Contrato Nº'],
  },
  quota: { name: 'cupo', type: 'text', headers: ['Nro. cupo', 'N° cupo', 'Código de cupo', 'Cupo Nº'] },
  ticket: { name: 'ticket', type: 'text', headers: ['Nro. ticket', 'N° ticket', 'Ticket de balanza', 'Romaneio'] },
  waybill: { name: 'carta_de_porte', type: 'text', headers: ['Carta de porte', 'CP', 'CPE', 'Nro. CP'] },
  date: {
    name: 'fecha',
    type: 'date',
    headers: ['Fecha de emisión', 'Fecha emisión', 'F. emisión', 'Data', 'Data de emissão'],
  },
  dueDate: {
    name: 'vencimiento',
    type: 'date',
    headers: ['Fecha de vencimiento', 'Fecha vto.', 'Vto.', 'Data de vencimento'],
  },
  campaign: { name: 'campaña', type: 'text', headers: ['Cosecha', 'Safra', 'Zafra'] },
  species: { name: 'especie', type: 'text', headers: ['Producto', 'Grano', 'Cereal', 'Mercadería', 'Produto'] },
  tonnes: {
    name: 'toneladas',
    type: 'weight',
    unit: 't',
    headers: ['Tn', 'Tns', 'Tn.', 'Ton', 'Ton.', 'Tons', 'Toneladas (t)', 'Cantidad (t)', 'Cantidad (tn)'],
  },
  agreedTonnes: {
    name: 'toneladas_pactadas',
    type: 'weight',
    unit: 't',
    headers: ['Pactadas (t)', 'Tn pactadas', 'Toneladas pactadas'],
  },
  deliveredTonnes: {
    name: 'toneladas_entregadas',
    type: 'weight',
    unit: 't',
    headers: ['Entregadas (t)', 'Tn entregadas', 'Toneladas entregadas', 'Aplicadas (t)'],
  },
  grossKg: {
    name: 'bruto_kg',
    type: 'weight',
    unit: 'kg',
    headers: ['Bruto (kg)', 'Kg brutos', 'Kilos brutos'],
  },
  tareKg: { name: 'tara_kg', type: 'weight', unit: 'kg', headers: ['Tara (kg)', 'Kg tara', 'Kilos tara'] },
  netKg: {
    name: 'neto_kg',
    type: 'weight',
    unit: 'kg',
    headers: ['Neto (kg)', 'Kg netos', 'Kilos netos', 'Kilos', 'Kg'],
  },
  moisture: {
    name: 'humedad',
    type: 'percent',
    headers: ['Humedad (%)', 'Humedad %', '% Humedad', 'Umidade', 'Umidade (%)'],
  },
  price: {
    name: 'precio',
    type: 'money',
    from: 'moneda',
    headers: ['Precio unitario', 'Precio/tn', 'Precio por tonelada', 'Preço'],
  },
  amount: {
    name: 'importe',
    type: 'money',
    from: 'moneda',
    headers: ['Monto'],
  },
  netAmount: { name: 'importe_neto', type: 'money', from: 'moneda', headers: ['Importe neto', 'Neto a cobrar'] },
  currency: { name: 'moneda', type: 'currency', headers: ['Mon.', 'Divisa', 'Moeda'] },
  destination: { name: 'destino', type: 'text', headers: ['Lugar de entrega', 'Terminal'] },
  plate: { name: 'patente', type: 'text', headers: ['Chapa', 'Dominio', 'Placa'] },
  state: { name: 'estado', type: 'text', headers: ['Situación', 'Status', 'Situação'] },
  cuit: { name: 'cuit', type: 'taxId', kind: 'cuit', headers: ['CUIT/CUIL', 'C.U.I.T.', 'CUIT vendedor'] },
  cnpj: { name: 'cnpj', type: 'taxId', kind: 'cnpj', headers: ['C.N.P.J.'] },
} as const satisfies Record<string, Readonly<ColumnInput>>;

/** A column that a table may lack and whose cells may be empty. */
export function optional(column: Readonly<ColumnInput>): ColumnInput {
  return { ...(column as ColumnInput), optional: true, required: false };
}
