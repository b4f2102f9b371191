import { X } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences, useSetPreferences } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Field } from '../../ui/field.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { useToast } from '../../ui/toast.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import { isFiltered, JOB_VIEWS, jobSearchSchema, sameSearch, type JobSearch } from './job-search.ts';

export interface JobViewsProps {
  search: JobSearch;
  onSearch: (search: JobSearch) => void;
}

/** So many own views fit beside the others. */
const MOST_VIEWS = 8;

/** Views that somebody saved on this machine; what can no longer be read is left out of its filters. */
function useOwnViews() {
  const { jobViews } = usePreferences();
  const set = useSetPreferences();
  return {
    views: jobViews.map(({ name, search }) => ({ name, search: jobSearchSchema.parse(search) })),
    save: (name: string, search: JobSearch) =>
      set({ jobViews: [...jobViews.filter((view) => view.name !== name), { name, search }].slice(-MOST_VIEWS) }),
    remove: (name: string) => set({ jobViews: jobViews.filter((view) => view.name !== name) }),
  };
}

function SaveDialog({ open, onClose, onSave }: { open: boolean; onClose: () => void; onSave: (name: string) => void }) {
  const { t } = useTranslation('list');
  const { t: tCommon } = useTranslation();
  const [name, setName] = useState('');
  const given = name.trim();
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => !next && onClose()}
      title={t('views.save')}
      width={380}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button variant="primary" type="submit" form="save-view" disabled={given === ''}>
            {t('views.keep')}
          </Button>
        </>
      }
    >
      <form
        id="save-view"
        onSubmit={(event) => {
          event.preventDefault();
          if (given !== '') onSave(given);
        }}
      >
        <Field label={t('views.name')} hint={t('views.nameHint')}>
          <TextInput value={name} onValueChange={setName} maxLength={40} autoFocus />
        </Field>
      </form>
    </Dialog>
  );
}

/** The views: four that everybody has, and a person's own. */
export function JobViews({ search, onSearch }: JobViewsProps) {
  const { t } = useTranslation('jobs');
  const { t: tList } = useTranslation('list');
  const toast = useToast();
  const own = useOwnViews();
  const [saving, setSaving] = useState(false);
  const current = own.views.find((view) => sameSearch(view.search, search));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <ToggleGroup
        aria-label={t('view.label')}
        value={search.view}
        onChange={(view) => onSearch({ ...search, view, status: undefined })}
        choices={JOB_VIEWS.map((value) => ({ value, label: t(`view.${value}`) }))}
      />
      {own.views.map((view) => (
        <span
          key={view.name}
          className={cx(
            'inline-flex h-(--control) items-center rounded-control border border-line-strong pl-2.5',
            view === current && 'border-accent bg-accent-soft',
          )}
        >
          <button
            type="button"
            aria-pressed={view === current}
            onClick={() => onSearch(view.search)}
            className={cx(
              'h-full rounded-control text-muted hover:text-ink',
              view === current && 'font-semibold text-accent hover:text-accent',
            )}
          >
            {view.name}
          </button>
          <IconButton
            label={tList('views.remove', { name: view.name })}
            icon={<X size={12} strokeWidth={1.75} />}
            className="size-6"
            onClick={() => own.remove(view.name)}
          />
        </span>
      ))}
      {isFiltered(search) && current === undefined && (
        <Button variant="quiet" onClick={() => setSaving(true)}>
          {tList('views.save')}
        </Button>
      )}
      {saving && (
        <SaveDialog
          open
          onClose={() => setSaving(false)}
          onSave={(name) => {
            own.save(name, search);
            setSaving(false);
            toast({ title: tList('views.saved') });
          }}
        />
      )}
    </div>
  );
}
