import type { FlowInputs } from '@sri/shared/model/flow.ts';
import type { Step } from '@sri/shared/model/step.ts';

/** A flow to begin with, for a portal at this address (without a `/` at its end). */
export interface Template {
  id: 'practice' | 'report';
  inputs: FlowInputs;
  stepsAt: (base: string) => Step[];
}

const label = (value: string): { candidates: { by: 'label'; value: string }[] } => ({
  candidates: [{ by: 'label', value }],
});
const button = (name: string): { candidates: { by: 'role'; role: string; name: string }[] } => ({
  candidates: [{ by: 'role', role: 'button', name }],
});

/** The practice portal's settlements: chosen by campaign, all pages, with the sum that the portal prints. */
const PRACTICE: Template = {
  id: 'practice',
  inputs: { campaña: { label: 'Campaña', type: 'text', required: false, default: '2024/25' } },
  stepsAt: (base) => [
    { id: 's1', type: 'navigate', url: `${base}/liquidaciones` },
    { id: 's2', type: 'checkSession' },
    { id: 's3', type: 'choose', target: label('Campaña'), value: '{{inputs.campaña}}' },
    { id: 's4', type: 'click', target: button('Buscar'), after: { visible: 'table.resultados' } },
    {
      id: 's5',
      type: 'extract',
      fields: [{ name: 'cantidad', target: '#total-cantidad' }],
      saveAs: 'totales',
    },
    {
      id: 's6',
      type: 'extractTable',
      target: 'table.resultados',
      pagination: { next: 'a.siguiente', maxPages: 50 },
      saveAs: 'liquidaciones',
    },
  ],
};

/** What most portals offer: a filter by dates, a table with pages, a file for each row. Its elements are to be pointed out. */
const REPORT: Template = {
  id: 'report',
  inputs: {
    desde: { label: 'Desde', type: 'date', required: true },
    hasta: { label: 'Hasta', type: 'date', required: true },
  },
  stepsAt: (base) => [
    { id: 's1', type: 'navigate', url: base },
    { id: 's2', type: 'checkSession' },
    { id: 's3', type: 'fill', target: label('Desde'), value: '{{inputs.desde}}' },
    { id: 's4', type: 'fill', target: label('Hasta'), value: '{{inputs.hasta}}' },
    { id: 's5', type: 'click', target: button('Buscar'), after: { visible: 'table' } },
    {
      id: 's6',
      type: 'extractTable',
      target: 'table',
      pagination: { next: 'a[rel="next"]', maxPages: 50 },
      saveAs: 'filas',
    },
    {
      id: 's7',
      type: 'forEach',
      items: '{{filas}}',
      as: 'fila',
      steps: [
        {
          id: 's8',
          type: 'download',
          target: {
            candidates: [{ by: 'anchored', anchor: '{{fila.Número}}', value: 'a[href$=".pdf"]' }],
          },
          onError: 'continue',
        },
      ],
    },
  ],
};

export const TEMPLATES: readonly Template[] = [REPORT, PRACTICE];
