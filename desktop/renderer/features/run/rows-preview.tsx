import type { FlowInputs } from '@sri/shared/model/flow.ts';
import { useTranslation } from 'react-i18next';
import { cx } from '../../ui/cx.ts';
import { Select } from '../../ui/select.tsx';
import { useFaultText } from './fault-text.ts';
import type { RowsState } from './use-rows.ts';

const SHOWN_ROWS = 5;
const SHOWN_FAULTS = 6;
const UNUSED = '';

/** The first rows under their inputs, and what is wrong, row by row. */
export function RowsPreview({ rows, inputs }: { rows: RowsState; inputs: FlowInputs }) {
  const { t } = useTranslation('run');
  const faultText = useFaultText();
  const { titles, columns, cells, read } = rows;
  if (titles === null || read === null) return null;
  const { faults } = read;
  const faulty = new Set(faults.map(({ row, input }) => `${row} ${input}`));
  const nameOf = (input: string): string => inputs[input]?.label ?? input;
  const choices = [
    { value: UNUSED, label: t('rows.unused') },
    ...Object.keys(inputs).map((value) => ({ value, label: nameOf(value) })),
  ];
  return (
    <>
      <div
        className="max-w-full overflow-x-auto border border-line"
        tabIndex={0}
        role="group"
        aria-label={t('rows.preview')}
      >
        <table className="w-full border-collapse text-meta">
          <thead>
            <tr className="bg-sunken text-left align-bottom">
              <th className="p-1.5 font-normal">
                <span className="sr-only">{t('rows.row', { number: '' })}</span>
              </th>
              {titles.map((title, place) => {
                const name = title === '' ? t('rows.column', { number: place + 1 }) : title;
                return (
                  <th key={place} className="min-w-32 p-1.5 font-semibold">
                    <span className="block max-w-40 truncate pb-1">{name}</span>
                    <Select
                      aria-label={t('rows.mapTo', { column: name })}
                      value={columns[place] ?? UNUSED}
                      onChange={(input) => rows.setColumn(place, input === UNUSED ? null : input)}
                      choices={choices}
                      className="w-full font-normal"
                    />
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {cells.slice(0, SHOWN_ROWS).map((row, index) => (
              <tr key={index} className="border-t border-line">
                <th scope="row" className="mono p-1.5 text-right font-normal text-muted">
                  {index + 1}
                </th>
                {titles.map((_, place) => {
                  const input = columns[place] ?? null;
                  return (
                    <td
                      key={place}
                      className={cx(
                        'max-w-48 truncate p-1.5',
                        input === null && 'text-muted line-through decoration-line-strong',
                        input !== null && faulty.has(`${index + 1} ${input}`) && 'bg-failure-soft text-failure',
                      )}
                    >
                      {row[place] ?? ''}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {faults.length > 0 && (
        <div role="alert">
          <ul className="flex flex-col gap-0.5 text-failure">
            {faults.slice(0, SHOWN_FAULTS).map(({ row, input, fault, text }) => (
              <li key={`${row} ${input}`}>
                {t('rows.fault', { number: row, input: nameOf(input), fault: faultText(fault, text) })}
              </li>
            ))}
            {faults.length > SHOWN_FAULTS && <li>{t('rows.more', { count: faults.length - SHOWN_FAULTS })}</li>}
          </ul>
        </div>
      )}
    </>
  );
}
