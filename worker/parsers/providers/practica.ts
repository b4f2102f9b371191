import { defineParser } from './provider-parser.ts';

const SPECIES = ['Soja', 'Maíz', 'Trigo', 'Girasol', 'Sorgo'];

/** The practice portal (`examples/portal`): 1.234,56 and 24/11/2026; totals under the ids that they have on the page. */
export const practica = defineParser('practica', {
  liquidaciones: {
    format: { decimal: ',', dateOrder: 'dmy' },
    columns: [
      { name: 'numero', type: 'text', headers: ['Número'] },
      { name: 'fecha', type: 'date', headers: ['Fecha'] },
      { name: 'contrato', type: 'text', headers: ['Contrato'] },
      { name: 'especie', type: 'text', headers: ['Especie'], oneOf: SPECIES },
      { name: 'toneladas', type: 'weight', unit: 't', headers: ['Toneladas'] },
      { name: 'importe', type: 'money', from: 'moneda', headers: ['Importe'] },
      { name: 'moneda', type: 'currency', headers: ['Moneda'] },
    ],
    key: ['numero'],
    totals: [
      { printed: 'total-cantidad', optional: true },
      { printed: 'total-toneladas', column: 'toneladas', optional: true },
      { printed: 'total-ars', column: 'importe', where: { column: 'moneda', is: 'ARS' }, optional: true },
      { printed: 'total-usd', column: 'importe', where: { column: 'moneda', is: 'USD' }, optional: true },
    ],
  },
  contratos: {
    format: { decimal: ',', dateOrder: 'dmy' },
    columns: [
      { name: 'contrato', type: 'text', headers: ['Contrato'] },
      { name: 'fecha', type: 'date', headers: ['Fecha'] },
      { name: 'campaña', type: 'text', headers: ['Campaña'] },
      { name: 'especie', type: 'text', headers: ['Especie'], oneOf: SPECIES },
      { name: 'pactadas', type: 'weight', unit: 't', headers: ['Pactadas (t)'] },
      { name: 'entregadas', type: 'weight', unit: 't', headers: ['Entregadas (t)'] },
      { name: 'precio', type: 'money', from: 'moneda', headers: ['Precio'] },
      { name: 'moneda', type: 'currency', headers: ['Moneda'] },
      { name: 'destino', type: 'text', headers: ['Destino'] },
      { name: 'estado', type: 'text', headers: ['Estado'], oneOf: ['Vigente', 'Cumplido'] },
    ],
    key: ['contrato'],
    totals: [
      { printed: 'total-pactadas', column: 'pactadas', optional: true },
      { printed: 'total-entregadas', column: 'entregadas', optional: true },
    ],
  },
  cupos: {
    format: { decimal: ',', dateOrder: 'dmy' },
    columns: [
      { name: 'cupo', type: 'text', headers: ['Cupo'] },
      { name: 'fecha', type: 'date', headers: ['Fecha'] },
      { name: 'terminal', type: 'text', headers: ['Terminal'] },
      { name: 'especie', type: 'text', headers: ['Especie'], oneOf: SPECIES },
      { name: 'camiones', type: 'number', headers: ['Camiones'] },
      { name: 'utilizados', type: 'number', headers: ['Utilizados'] },
      { name: 'estado', type: 'text', headers: ['Estado'], oneOf: ['Otorgado', 'Utilizado', 'Vencido'] },
    ],
    key: ['cupo'],
  },
  entregas: {
    format: { decimal: ',', dateOrder: 'dmy' },
    columns: [
      { name: 'ticket', type: 'text', headers: ['Ticket'] },
      { name: 'fecha', type: 'date', headers: ['Fecha'] },
      { name: 'carta_de_porte', type: 'text', headers: ['Carta de porte'] },
      { name: 'contrato', type: 'text', headers: ['Contrato'] },
      { name: 'especie', type: 'text', headers: ['Especie'], oneOf: SPECIES },
      { name: 'patente', type: 'text', headers: ['Patente'] },
      { name: 'bruto_kg', type: 'weight', unit: 'kg', headers: ['Bruto (kg)'] },
      { name: 'tara_kg', type: 'weight', unit: 'kg', headers: ['Tara (kg)'] },
      { name: 'neto_kg', type: 'weight', unit: 'kg', headers: ['Neto (kg)'] },
      { name: 'humedad', type: 'percent', headers: ['Humedad (%)'] },
    ],
    key: ['ticket'],
    totals: [
      { printed: 'total-cantidad', optional: true },
      { printed: 'total-neto', column: 'neto_kg', optional: true },
    ],
  },
});
