import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from './icon-button.tsx';
import { useUiTexts } from './ui-texts.tsx';

/** Puts a text on the clipboard and says so for a moment. A long text is given as a function, and made when it is wanted. */
export function CopyButton({ text, className }: { text: string | (() => string); className?: string }) {
  const texts = useUiTexts();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <IconButton
      label={copied ? texts.copied : texts.copy}
      icon={copied ? <Check size={14} strokeWidth={1.75} /> : <Copy size={14} strokeWidth={1.75} />}
      className={className}
      onClick={() => {
        const wanted = typeof text === 'string' ? text : text();
        void navigator.clipboard.writeText(wanted).then(() => setCopied(true));
      }}
    />
  );
}
