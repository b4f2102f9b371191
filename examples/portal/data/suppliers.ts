import { cuit } from './cuit.ts';

/** A supplier of the invented firm: who signs in, and whose rows are shown. */
export interface Supplier {
  user: string;
  password: string;
  person: string;
  firm: string;
  cuit: string;
  town: string;
  /** First four digits of every settlement number of this supplier. */
  pointOfSale: string;
  seed: number;
  contracts: number;
}

/** The firm whose portal this pretends to be. */
export const PORTAL_FIRM = {
  name: 'Cerealera del Plata S.A.',
  cuit: cuit('30', '79004512'),
  address: 'Av. del Puerto 1450, Timbúes, Santa Fe',
} as const;

/** The two practice accounts; their passwords stand on the login page, since nothing here is real. */
export const SUPPLIERS: readonly Supplier[] = [
  {
    user: 'proveedor',
    password: 'practica2026',
    person: 'Marina Etcheverry',
    firm: 'Agropecuaria Los Ceibos S.R.L.',
    cuit: cuit('30', '79031866'),
    town: 'Venado Tuerto, Santa Fe',
    pointOfSale: '0004',
    seed: 20_260_401,
    contracts: 23,
  },
  {
    user: 'segundo',
    password: 'practica2026',
    person: 'Julián Ñandú Pérez',
    firm: 'Semillera Don Anselmo & Hijos S.A.',
    cuit: cuit('33', '79048201'),
    town: 'Pergamino, Buenos Aires',
    pointOfSale: '0007',
    seed: 20_260_902,
    contracts: 12,
  },
];
