import { useTranslation } from 'react-i18next';
import type { Caught } from '../../../contract/capture.ts';
import { Fold } from '../../ui/fold.tsx';
import { StateMark } from '../../ui/state-mark.tsx';

const KINDS = [
  ['cookies', 'cookies'],
  ['localStorage', 'local'],
  ['sessionStorage', 'tab'],
  ['indexedDB', 'database'],
] as const;

/** What was caught by kind, never a value, and what there is to know about it. */
export function CaughtReport({ caught }: { caught: Caught }) {
  const { t } = useTranslation('capture');
  const parts = KINDS.filter(([kind]) => caught[kind] > 0).map(([kind, text]) =>
    t(`save.${text}`, { count: caught[kind] }),
  );
  return (
    <div className="flex w-full min-w-0 flex-col gap-2">
      {parts.length > 0 && (
        <p>{t('save.caught', { parts: parts.join(', '), sites: t('save.sites', { count: caught.sites.length }) })}</p>
      )}
      {caught.warnings.map((warning) => (
        <p key={warning} role="alert" className="flex gap-2">
          <StateMark kind={warning === 'nothing' || warning === 'tooLarge' ? 'failure' : 'person'} className="mt-1" />
          {t(`warning.${warning}`)}
        </p>
      ))}
    </div>
  );
}

/** What was left out, and what was caught by site, for who wants to know. */
export function CaughtDetails({ caught, dropped }: { caught: Caught; dropped: readonly string[] }) {
  const { t } = useTranslation('capture');
  return (
    <>
      {dropped.length > 0 && (
        <p className="w-full text-meta break-words text-muted">{t('save.dropped', { sites: dropped.join(', ') })}</p>
      )}
      {caught.sites.length > 0 && <Sites sites={caught.sites} />}
    </>
  );
}

function Sites({ sites }: Pick<Caught, 'sites'>) {
  const { t } = useTranslation('capture');
  return (
    <Fold label={t('save.detail')}>
      <table className="w-full text-meta">
        <thead className="text-left text-muted">
          <tr>
            <th className="font-semibold">{t('save.site')}</th>
            <th className="text-right font-semibold">Cookies</th>
            <th className="pl-2 text-right font-semibold">{t('save.stored')}</th>
          </tr>
        </thead>
        <tbody>
          {sites.map(({ site, cookies, stored }) => (
            <tr key={site} className="border-t border-line">
              <td className="mono max-w-40 truncate">{site}</td>
              <td className="text-right">{cookies}</td>
              <td className="text-right">{stored}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Fold>
  );
}
