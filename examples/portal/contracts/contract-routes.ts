import { Router } from 'express';
import type { SupplierData } from '../data/supplier-data.ts';
import { pageOf } from '../paging.ts';
import { readField } from '../read-field.ts';
import type { Guard } from '../visit.ts';
import type { ContractRow } from './contract-list-page.ts';
import { contractListPage } from './contract-list-page.ts';

const ROWS_PER_PAGE = 8;

/** The list of contracts. */
export function contractRoutes(guard: Guard): Router {
  return Router().get(
    '/contratos',
    guard((visit, req, res) => {
      const rows = contractRows(visit.data);
      res.send(contractListPage(visit, rows, pageOf(rows, readField(req.query, 'pagina'), ROWS_PER_PAGE)));
    }),
  );
}

/** Each contract with what has been delivered on it, in hundredths of a tonne. */
function contractRows({ contracts, deliveries }: SupplierData): ContractRow[] {
  return contracts.map((contract) => {
    const trucks = deliveries.filter((delivery) => delivery.contract === contract);
    return { contract, delivered: trucks.reduce((sum, { netKg }) => sum + netKg / 10, 0) };
  });
}
