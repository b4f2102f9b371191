import type { Request, RequestHandler, Response } from 'express';
import type { Supplier } from './data/suppliers.ts';
import type { SupplierData } from './data/supplier-data.ts';

/** Somebody who is signed in, and the rows that this supplier may see. */
export interface Visit {
  supplier: Supplier;
  data: SupplierData;
}

/** Makes a handler that only runs with a living session; anybody else is sent to the login page. */
export type Guard = (handler: (visit: Visit, req: Request, res: Response) => void | Promise<void>) => RequestHandler;
