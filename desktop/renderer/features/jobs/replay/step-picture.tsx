import type { Artifact } from '@sri/shared/protocol/api/jobs.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** A step's picture, as large as there is room. */
export function StepPicture({ picture, alt }: { picture: Artifact; alt: string }) {
  const { t } = useTranslation('jobs');
  const [broken, setBroken] = useState<string | null>(null);
  if (broken === picture.url) return <p className="text-muted">{t('files.expired')}</p>;
  return (
    <img
      src={picture.url}
      alt={alt}
      onError={() => setBroken(picture.url)}
      className="max-h-full max-w-full border border-line bg-surface object-contain"
    />
  );
}
