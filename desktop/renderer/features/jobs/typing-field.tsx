import type { PageInput } from '@sri/shared/protocol/page-input.ts';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { keyInput } from './page-input.ts';

const MOST_TYPED = 2000;

/** Takes what is typed and pasted, unseen: signs that are composed of two keys, as in á, come whole. */
export function TypingField({
  field,
  onInput,
}: {
  field: RefObject<HTMLTextAreaElement | null>;
  onInput: (input: PageInput | null) => void;
}) {
  const { t } = useTranslation('live');
  function flush(area: HTMLTextAreaElement): void {
    const text = area.value.slice(0, MOST_TYPED);
    area.value = '';
    if (text !== '') onInput({ kind: 'text', text });
  }
  return (
    <textarea
      ref={field}
      aria-label={t('canvasMine')}
      className="sr-only"
      autoComplete="off"
      spellCheck={false}
      onInput={(event) => !event.nativeEvent.isComposing && flush(event.currentTarget)}
      onCompositionEnd={(event) => flush(event.currentTarget)}
      onKeyDown={(event) => {
        event.stopPropagation();
        const input = keyInput(event);
        const pasting = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'v';
        if (input?.kind !== 'key' || pasting) return;
        event.preventDefault();
        onInput(input);
      }}
    />
  );
}
