import { useState } from 'react';
import { useTranslation } from 'react-i18next';

/** What a person typed as an address: with a scheme, and of the web. Null: it is none. */
function addressOf(text: string): string | null {
  const typed = text.trim();
  const whole = /^[a-z]+:/i.test(typed) && !/^[\w.-]+:\d/.test(typed) ? typed : `https://${typed}`;
  return URL.canParse(whole) && /^https?:$/.test(new URL(whole).protocol) ? new URL(whole).href : null;
}

/** The address, to be typed over; Enter goes there, Escape gives it up. */
export function AddressField({ url, onVisit }: { url: string; onVisit: (url: string) => void }) {
  const { t } = useTranslation('embedded');
  const [text, setText] = useState(url);
  const [isWrong, setIsWrong] = useState(false);
  return (
    <form
      className="min-w-0 flex-1"
      onSubmit={(event) => {
        event.preventDefault();
        const address = addressOf(text);
        setIsWrong(address === null);
        if (address !== null) onVisit(address);
      }}
    >
      <input
        aria-label={t('bar.address')}
        aria-invalid={isWrong}
        title={isWrong ? t('bar.noAddress') : undefined}
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onFocus={(event) => event.target.select()}
        onKeyDown={(event) => event.key === 'Escape' && setText(url)}
        className="mono w-full bg-transparent outline-none aria-invalid:text-failure"
      />
    </form>
  );
}
