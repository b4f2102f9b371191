import type { JobSummary } from '@sri/shared/protocol/api/jobs.ts';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { StateMark } from '../../ui/state-mark.tsx';
import { hoursOfDay } from './hours-of-day.ts';

const HEIGHT = 56;
const BAR = 22;
const STEP = 30;

/** What each colour counts, and the list that shows it. */
const LEGEND = [
  { name: 'ok', mark: 'success', search: { view: 'all', status: 'completed', period: 'day' } },
  { name: 'person', mark: 'person', search: { view: 'person' } },
  { name: 'failed', mark: 'failure', search: { view: 'failedToday' } },
] as const;

/** Today by hour: what ended well, what waits for somebody, what failed, one upon the other. */
export function DayStrip({ jobs, now }: { jobs: readonly JobSummary[]; now: number }) {
  const { t } = useTranslation('home');
  const hours = hoursOfDay(jobs, now);
  const highest = Math.max(4, ...hours.map(({ ok, person, failed }) => ok + person + failed));
  const total = (name: 'ok' | 'person' | 'failed'): number => hours.reduce((sum, hour) => sum + hour[name], 0);
  const scale = HEIGHT / highest;
  const current = new Date(now).getHours();
  return (
    <div className="px-5 pb-4">
      <svg
        role="img"
        aria-label={t('chart', { ok: total('ok'), person: total('person'), failed: total('failed') })}
        viewBox={`0 0 ${24 * STEP} ${HEIGHT + 18}`}
        className="w-full max-w-[960px]"
      >
        {hours.map(({ ok, person, failed }, hour) => {
          const x = hour * STEP + (STEP - BAR) / 2;
          const tops = [HEIGHT - ok * scale, HEIGHT - (ok + person) * scale, HEIGHT - (ok + person + failed) * scale];
          return (
            <g key={`${String(hour)}h`}>
              <rect
                x={x}
                y={HEIGHT - 1}
                width={BAR}
                height={1}
                fill={hour === current ? 'var(--accent)' : 'var(--border)'}
              />
              <rect x={x} y={tops[0]} width={BAR} height={ok * scale} fill="var(--success)" />
              <rect x={x} y={tops[1]} width={BAR} height={person * scale} fill="var(--attention)" />
              <rect x={x} y={tops[2]} width={BAR} height={failed * scale} fill="var(--failure)" />
              {hour % 3 === 0 && (
                <text x={x + BAR / 2} y={HEIGHT + 14} textAnchor="middle" fontSize="10" fill="var(--muted)">
                  {String(hour).padStart(2, '0')}
                </text>
              )}
            </g>
          );
        })}
      </svg>
      <ul className="mt-1 flex flex-wrap gap-x-5 text-meta text-muted">
        {LEGEND.map(({ name, mark, search }) => (
          <li key={name}>
            <Link
              to="/ejecuciones"
              search={search}
              className="flex min-h-6 items-center gap-1.5 rounded-control hover:text-ink hover:underline"
            >
              <StateMark kind={mark} size={10} />
              {t(name)} {total(name)}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
