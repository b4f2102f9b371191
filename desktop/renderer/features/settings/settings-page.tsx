import { Search } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../domain/page-header.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { findSettings, type SectionId, type SettingSection } from './setting.ts';
import { useSections } from './use-sections.tsx';

function Nav({
  sections,
  chosen,
  onChoose,
}: {
  sections: readonly SettingSection[];
  chosen: SectionId | undefined;
  onChoose: (id: SectionId) => void;
}) {
  const { t } = useTranslation('settings');
  return (
    <nav aria-label={t('sections')} className="mt-3 flex flex-col gap-0.5">
      {sections.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          aria-current={id === chosen ? 'page' : undefined}
          onClick={() => onChoose(id)}
          className={cx(
            'flex h-7 items-center rounded-control px-2 text-left hover:bg-hover',
            id === chosen && 'bg-accent-soft font-semibold text-accent hover:bg-accent-soft',
          )}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}

function Section({ section }: { section: SettingSection }) {
  return (
    <section aria-label={section.title}>
      <h2 className="text-section font-bold">{section.title}</h2>
      {section.settings.map(({ id, row }) => (
        <div key={id}>{row}</div>
      ))}
    </section>
  );
}

/** Screen 16: personal, this computer, the organisation. Each field saves itself; a search looks through all of them. */
export function SettingsPage({ first = 'look' }: { first?: SectionId }) {
  const { t } = useTranslation('settings');
  const { t: tCommon } = useTranslation();
  const sections = useSections();
  const [chosen, setChosen] = useState<SectionId>(first);
  const [query, setQuery] = useState('');
  const searching = query.trim() !== '';
  const shown = searching ? findSettings(sections, query) : sections.filter(({ id }) => id === chosen);
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="grid min-h-0 flex-1 grid-cols-[216px_minmax(0,1fr)]">
        <div className="overflow-y-auto border-r border-line bg-bg p-3">
          <TextInput
            type="search"
            aria-label={t('search')}
            placeholder={t('search')}
            icon={<Search size={14} strokeWidth={1.75} />}
            value={query}
            onValueChange={(next) => setQuery(next)}
          />
          <Nav
            sections={sections}
            chosen={searching ? undefined : chosen}
            onChoose={(id) => {
              setQuery('');
              setChosen(id);
            }}
          />
        </div>
        <div className="overflow-y-auto bg-surface px-6 py-4">
          <div className="flex max-w-3xl flex-col gap-8">
            {shown.length === 0 ? (
              <EmptyState
                title={t('nothingFound', { query: query.trim() })}
                action={<Button onClick={() => setQuery('')}>{tCommon('clearFilters')}</Button>}
              />
            ) : (
              shown.map((section) => <Section key={section.id} section={section} />)
            )}
          </div>
        </div>
      </div>
    </>
  );
}
