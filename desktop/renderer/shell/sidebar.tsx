import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { cx } from '../ui/cx.ts';
import { Tooltip } from '../ui/tooltip.tsx';
import type { Place } from './places.ts';
import type { Counts } from './use-counts.ts';
import { usePlaces } from './use-places.ts';

function Beside({ id, counts }: { id: Place['id']; counts: Counts }) {
  const { t } = useTranslation('shell');
  if (id === 'jobs' && counts.running > 0) return <span className="text-meta text-muted">{counts.running}</span>;
  if (id === 'robots' && counts.robots > 0) return <span className="text-meta text-muted">{counts.robots}</span>;
  if (id === 'portals' && counts.attend > 0) {
    return (
      <span className="flex items-center gap-1 text-meta font-semibold text-attention">
        <TriangleAlert size={12} strokeWidth={2} aria-hidden="true" />
        <span aria-hidden="true">{counts.attend}</span>
        <span className="sr-only">{t('attend', { count: counts.attend })}</span>
      </span>
    );
  }
  return null;
}

function Entry({ place, counts, rail }: { place: Place; counts: Counts; rail: boolean }) {
  const { t } = useTranslation('shell');
  const Icon = place.icon;
  const name = t(`nav.${place.id}`);
  const link = (
    <Link
      to={place.to}
      activeOptions={{ exact: place.to === '/', includeSearch: false }}
      className={cx(
        'relative flex h-7 items-center rounded-control px-2 text-body hover:bg-hover',
        rail ? 'w-8 justify-center px-0' : 'justify-between',
      )}
      activeProps={{
        className:
          'bg-accent-soft font-semibold text-accent hover:bg-accent-soft before:absolute before:inset-y-0 before:-left-px before:w-0.5 before:rounded-full before:bg-accent',
        'aria-current': 'page',
      }}
      aria-label={rail ? name : undefined}
    >
      {rail ? <Icon size={16} strokeWidth={1.75} aria-hidden="true" /> : name}
      {!rail && <Beside id={place.id} counts={counts} />}
      {rail && place.id === 'portals' && counts.attend > 0 && (
        <span className="absolute top-0.5 right-0.5 size-1.5 rounded-full bg-attention" aria-hidden="true" />
      )}
    </Link>
  );
  return rail ? (
    <Tooltip text={name} side="right">
      {link}
    </Tooltip>
  ) : (
    link
  );
}

/** Where one can go; a rail of signs where the window is narrow. */
export function Sidebar({ counts, rail }: { counts: Counts; rail: boolean }) {
  const { t } = useTranslation('shell');
  const places = usePlaces();
  return (
    <nav
      aria-label={t('nav.label')}
      data-region
      tabIndex={-1}
      className={cx(
        'flex shrink-0 flex-col gap-0.5 overflow-x-hidden overflow-y-auto border-r border-line bg-sunken p-2 outline-none',
        rail ? 'w-12' : 'w-[216px]',
      )}
    >
      {places.map((place, index) => {
        const group = place.group;
        const starts = group !== undefined && places[index - 1]?.group !== group;
        return (
          <div key={place.id} className="contents">
            {starts && !rail && <p className="mt-3 px-2 text-caption font-semibold text-muted">{t(`nav.${group}`)}</p>}
            {starts && rail && <hr className="my-1.5 border-line" />}
            <Entry place={place} counts={counts} rail={rail} />
          </div>
        );
      })}
    </nav>
  );
}
