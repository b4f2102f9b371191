import type { Response } from 'express';
import { Router } from 'express';
import type { Settlement } from '../data/generate-settlements.ts';
import { sendNotFound } from '../not-found.ts';
import { readField } from '../read-field.ts';
import type { Guard, Visit } from '../visit.ts';
import { settlementCsv } from './settlement-csv.ts';
import { settlementDetailPage } from './settlement-detail-page.ts';
import { applyFilter, readFilter } from './settlement-filter.ts';
import { settlementListPage } from './settlement-list-page.ts';
import { settlementPdf } from './settlement-pdf.ts';

/** The list, its CSV, one settlement and its PDF. Another supplier's number is as unknown as one that never was. */
export function settlementRoutes(guard: Guard): Router {
  const router = Router();

  router.get(
    '/liquidaciones',
    guard((visit, req, res) => {
      const filter = readFilter(req.query);
      const result = applyFilter(visit.data.settlements, filter);
      res.status(result.ok ? 200 : 400);
      res.send(settlementListPage(visit, filter, result, readField(req.query, 'pagina')));
    }),
  );

  router.get(
    '/liquidaciones/exportar.csv',
    guard((visit, req, res) => {
      const filter = readFilter(req.query);
      const result = applyFilter(visit.data.settlements, filter);
      if (result.ok) res.attachment('liquidaciones.csv').type('text/csv').send(settlementCsv(result.settlements));
      else res.status(400).send(settlementListPage(visit, filter, result, ''));
    }),
  );

  router.get(
    '/liquidaciones/detalle/:number',
    guard((visit, req, res) => {
      const settlement = findSettlement(visit, req.params['number'], res);
      if (settlement !== undefined) res.send(settlementDetailPage(settlement));
    }),
  );

  router.get(
    '/liquidaciones/:number/pdf',
    guard(async (visit, req, res) => {
      const settlement = findSettlement(visit, req.params['number'], res);
      if (settlement === undefined) return;
      const bytes = await settlementPdf(visit.supplier, settlement);
      res.attachment(`liquidacion-${settlement.number}.pdf`).type('application/pdf').send(bytes);
    }),
  );

  return router;
}

function findSettlement(visit: Visit, number: unknown, res: Response): Settlement | undefined {
  const settlement = visit.data.settlements.find((candidate) => candidate.number === number);
  if (settlement === undefined) sendNotFound(res, 'Esa liquidación no existe o pertenece a otra empresa.');
  return settlement;
}
