import { useEffect, useState } from 'react';

export type Saving = 'no' | 'saving' | 'saved';

const SHOWN_MS = 2500;

/** Whether a field is being saved; "saved" is said for a moment. `done(false)`: it could not be. */
export function useSaving(): { saving: Saving; begin: () => void; done: (well: boolean) => void } {
  const [saving, setSaving] = useState<Saving>('no');
  useEffect(() => {
    if (saving !== 'saved') return undefined;
    const timer = setTimeout(() => setSaving('no'), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [saving]);
  return { saving, begin: () => setSaving('saving'), done: (well) => setSaving(well ? 'saved' : 'no') };
}
