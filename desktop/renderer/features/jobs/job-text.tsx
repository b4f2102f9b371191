import { Search } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextInput } from '../../ui/text-input.tsx';

/** Typing is one question, not one a letter. */
const PAUSE_MS = 250;

/** The text that is looked for; told once the typing pauses. F puts the cursor here. */
export function JobText({ text, onChange }: { text: string; onChange: (text: string) => void }) {
  const { t } = useTranslation('list');
  const [typed, setTyped] = useState(text);
  const told = useRef(text);
  if (told.current !== text) {
    told.current = text;
    setTyped(text);
  }
  useEffect(() => {
    if (typed === told.current) return undefined;
    const timer = setTimeout(() => {
      told.current = typed;
      onChange(typed);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, onChange]);
  return (
    <TextInput
      id="job-filter-text"
      aria-label={t('filter.text')}
      placeholder={t('filter.text')}
      icon={<Search size={14} strokeWidth={1.75} />}
      value={typed}
      onValueChange={setTyped}
      className="w-60"
    />
  );
}
