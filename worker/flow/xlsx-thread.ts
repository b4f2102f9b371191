// Makes a large workbook, so that the runs beside it go on meanwhile.
import { workerData } from 'node:worker_threads';
import { tellParent } from '../parsers/tell-parent.ts';
import { writeXlsx, type XlsxTask } from './write-xlsx.ts';

tellParent({ value: await writeXlsx(workerData as XlsxTask) });
