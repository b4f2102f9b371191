import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Dialog } from '../../ui/dialog.tsx';

export function isPicture({ contentType }: Pick<Artifact, 'contentType'>): boolean {
  return contentType.startsWith('image/');
}

function Picture({ picture, onOpen }: { picture: Artifact; onOpen: () => void }) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const [broken, setBroken] = useState(false);
  const name = picture.name.split('/').at(-1) ?? picture.name;
  return (
    <button
      type="button"
      aria-label={t('files.open', { name })}
      onClick={onOpen}
      className="flex flex-col overflow-hidden rounded-control border border-line bg-surface text-left hover:border-line-strong"
    >
      {broken ? (
        <span className="flex h-36 items-center justify-center px-4 text-center text-meta text-muted">
          {t('files.expired')}
        </span>
      ) : (
        <img
          src={picture.url}
          alt=""
          loading="lazy"
          onError={() => setBroken(true)}
          className="h-36 w-full bg-sunken object-cover object-top"
        />
      )}
      <span className="flex justify-between gap-2 border-t border-line px-2 py-1 text-meta">
        <span className="mono truncate">{name}</span>
        <span className="shrink-0 text-muted">{format.bytes(picture.bytes)}</span>
      </span>
    </button>
  );
}

/** Screenshots, small; one opens large. */
export function PictureGrid({ pictures }: { pictures: readonly Artifact[] }) {
  const { t } = useTranslation('jobs');
  const [open, setOpen] = useState<Artifact | null>(null);
  if (pictures.length === 0) return <p className="px-4 py-3 text-muted">{t('files.pictures')}</p>;
  return (
    <>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(220px,1fr))] gap-3 p-4">
        {pictures.map((picture) => (
          <Picture key={picture.name} picture={picture} onOpen={() => setOpen(picture)} />
        ))}
      </div>
      <Dialog open={open !== null} onOpenChange={() => setOpen(null)} title={open?.name ?? ''} width={1100}>
        {open !== null && <img src={open.url} alt={open.name} className="w-full border border-line" />}
      </Dialog>
    </>
  );
}
