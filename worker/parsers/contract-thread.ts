// Reads a large table by its contract, so that the runs beside it go on meanwhile.
import { workerData } from 'node:worker_threads';
import { readContractTable, type ContractTask } from './read-contract-table.ts';
import { tellParent } from './tell-parent.ts';

tellParent(readContractTable(workerData as ContractTask));
