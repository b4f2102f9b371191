import { useState } from 'react';
import { CodeBlock, JsonBlock } from '../ui/code-block.tsx';
import { DataTable } from '../ui/data-table.tsx';
import { Fold } from '../ui/fold.tsx';
import { Split } from '../ui/split.tsx';
import { Tabs } from '../ui/tabs.tsx';
import { Shelf } from './shelf.tsx';

interface Settlement {
  number: string;
  grain: string;
  kilos: number;
  amount: number;
}

const ROWS: readonly Settlement[] = Array.from({ length: 200 }, (_, index) => ({
  number: `0001-${String(48_100 + index * 7).padStart(8, '0')}`,
  grain: ['Soja', 'Maíz', 'Trigo', 'Girasol'][index % 4] ?? 'Soja',
  kilos: 28_000 + ((index * 731) % 9000),
  amount: 4_100_000 + ((index * 91_337) % 2_800_000),
}));

const format = new Intl.NumberFormat('es-AR', { maximumFractionDigits: 2 });

/** What gives a page its shape. */
export function StructureParts() {
  const [tab, setTab] = useState('log');
  return (
    <>
      <Shelf title="Tabla (200 filas, ordenable)">
        <div className="flex h-64 w-full flex-col border border-line">
          <DataTable
            label="Liquidaciones"
            rows={ROWS}
            rowId={({ number }) => number}
            columns={[
              {
                id: 'number',
                header: 'Liquidación',
                width: 'minmax(150px, 1fr)',
                sortBy: ({ number }) => number,
                cell: ({ number }) => <span className="mono">{number}</span>,
              },
              {
                id: 'grain',
                header: 'Grano',
                width: '120px',
                sortBy: ({ grain }) => grain,
                cell: ({ grain }) => grain,
              },
              {
                id: 'kilos',
                header: 'Kilos',
                width: '120px',
                align: 'right',
                sortBy: ({ kilos }) => kilos,
                cell: ({ kilos }) => format.format(kilos),
              },
              {
                id: 'amount',
                header: 'Importe',
                width: '150px',
                align: 'right',
                sortBy: ({ amount }) => amount,
                cell: ({ amount }) => `$ ${format.format(amount)}`,
              },
            ]}
          />
        </div>
      </Shelf>
      <Shelf title="Pestañas, división y pliegue">
        <Tabs
          aria-label="Detalle"
          value={tab}
          onChange={setTab}
          className="h-32 w-96 border border-line"
          tabs={[
            { value: 'log', label: 'Registro', content: <p className="p-3">Tabla con 38 filas</p> },
            { value: 'files', label: 'Archivos', count: 2, content: <p className="p-3">liquidaciones.csv</p> },
          ]}
        />
        <Split
          id="galeria"
          direction="horizontal"
          className="h-32 w-96 flex-none border border-line"
          parts={[
            { id: 'a', defaultSize: '40%', minSize: '20%', content: <p className="p-3">Pasos</p> },
            { id: 'b', minSize: '20%', content: <p className="p-3">Navegador en vivo</p> },
          ]}
        />
        <Fold label="Detalle técnico">
          <p className="mono">element_not_found: No element for role=button</p>
        </Fold>
      </Shelf>
      <Shelf title="Código y datos">
        <div className="w-full">
          <CodeBlock label="Orden" code="WORKER_ID=robot-03 node worker/main.ts" />
        </div>
        <div className="w-full">
          <JsonBlock
            label="Datos"
            value={{ campaña: '2025/26', CUIT: '30-71234567-9', establecimientos: ['El Naranjal', 'La Esperanza'] }}
          />
        </div>
      </Shelf>
    </>
  );
}
