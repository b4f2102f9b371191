import { useTranslation } from 'react-i18next';
import { Kbd } from '../ui/kbd.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { usePlaces } from './use-places.ts';

function Rows({ title, rows }: { title: string; rows: readonly (readonly [string, readonly string[]])[] }) {
  return (
    <section className="mb-5">
      <h3 className="mb-1 text-caption font-semibold text-muted">{title}</h3>
      <dl>
        {rows.map(([label, keys]) => (
          <div key={label} className="flex min-h-8 items-center justify-between gap-4 border-b border-line">
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** All shortcuts, by F1. None of them needs AltGr on a Spanish keyboard. */
export function HelpSheet({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) {
  const { t } = useTranslation('shell');
  const go = usePlaces().flatMap(({ id, letter }) =>
    letter === undefined ? [] : [[t('help.go', { place: t(`nav.${id}`) }), ['G', letter.toUpperCase()]] as const],
  );
  return (
    <Sheet open={open} onOpenChange={onOpenChange} title={t('help.title')}>
      <Rows
        title={t('help.general')}
        rows={[
          [t('help.palette'), ['Ctrl', 'K']],
          [t('help.help'), ['F1']],
          [t('help.regions'), ['F6']],
          [t('help.back'), ['⇧', 'F6']],
          [t('help.confirm'), ['Enter']],
          [t('help.close'), ['Esc']],
        ]}
      />
      <Rows title={t('help.moving')} rows={go} />
      <Rows
        title={t('help.list')}
        rows={[
          [t('help.next'), ['J', 'K']],
          [t('help.open'), ['Enter']],
          [t('help.select'), [t('help.spaceKey')]],
          [t('help.filter'), ['F']],
          [t('help.stop'), ['X']],
          [t('help.retry'), ['R']],
        ]}
      />
      <Rows
        title={t('help.detail')}
        rows={[
          [t('help.stop'), ['X']],
          [t('help.follow'), ['L']],
          [t('help.tabs'), ['1', '2', '3', '4']],
        ]}
      />
    </Sheet>
  );
}
