import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { TextArea } from '../../../../ui/text-area.tsx';
import { useBuilder } from '../../builder-context.tsx';
import { useStepForm } from '../form-context.tsx';

const written = (value: unknown): string => (value === undefined ? '' : JSON.stringify(value, null, 2));

/** What no other control knows, as it stands in the document. It is taken over when it is whole. */
export function JsonInput({ value, onChange }: { value: unknown; onChange: (value: unknown) => void }) {
  const { t } = useTranslation('builder');
  const { store } = useBuilder();
  const { readOnly } = useStepForm();
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);

  function take(text: string): void {
    setTyped(text);
    try {
      const next: unknown = text.trim() === '' ? undefined : JSON.parse(text);
      setWrong(false);
      onChange(next);
    } catch {
      setWrong(true);
    }
  }

  return (
    <>
      <TextArea
        value={typed ?? written(value)}
        readOnly={readOnly}
        spellCheck={false}
        rows={3}
        onValueChange={take}
        onBlur={() => {
          store.endGesture();
          if (!wrong) setTyped(null);
        }}
        className="mono"
      />
      {wrong && <p className="text-meta text-failure">{t('jsonWrong')}</p>}
    </>
  );
}
