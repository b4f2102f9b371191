import { useSaving } from './use-saving.ts';

export interface FieldProps<V> {
  value: V;
  locked: string | undefined;
  /** Saves it; false where it was refused. */
  save: (value: V) => Promise<boolean>;
}

/** Saves a field when it differs from what is kept, and says how far that is. */
export function useSave<V>({ value, save }: FieldProps<V>) {
  const { saving, begin, done } = useSaving();
  const commit = async (next: V): Promise<boolean> => {
    if (next === value) return true;
    begin();
    const well = await save(next);
    done(well);
    return well;
  };
  return { saving, commit };
}
