import type { Ask } from '@sri/shared/model/live-event.ts';
import { useMutation } from '@tanstack/react-query';
import { Hand } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { countdown } from './countdown.ts';

export interface CodeBoxProps {
  jobId: string;
  /** Its name. */
  portal: string;
  ask: Ask;
  whyNot: string | undefined;
}

/** What is asked for, in words. Of a code, the execution tells only where the portal sent it. */
function useQuestion({ kind, message }: Ask, portal: string): string {
  const { t } = useTranslation('live');
  if (kind === 'code')
    return message === '' ? t('ask.codeWanted', { portal }) : t('ask.codeSent', { portal, medium: message });
  if (kind === 'question') return message;
  return message === '' ? t('ask.person') : `${message}. ${t('ask.person')}`;
}

/** What the execution asks a person for, with its time. A code or an answer is given here; anything else is done in the browser. */
export function CodeBox({ jobId, portal, ask, whyNot }: CodeBoxProps) {
  const { t } = useTranslation('live');
  const { t: tErrors } = useTranslation('errors');
  const bridge = useBridge();
  const now = useNow(1000);
  const question = useQuestion(ask, portal);
  const [code, setCode] = useState('');
  const send = useMutation({
    mutationFn: (answer: string) => bridge.request('sendJobCode', { params: { id: jobId }, body: { code: answer } }),
    onSuccess: () => setCode(''),
  });
  function submit(event: FormEvent): void {
    event.preventDefault();
    if (code.trim() !== '' && whyNot === undefined) send.mutate(code);
  }
  return (
    <form
      onSubmit={submit}
      className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-attention-soft px-4 py-2"
    >
      <Hand size={16} strokeWidth={1.75} className="text-attention" aria-hidden="true" />
      <span className="min-w-40 flex-1 font-semibold">{question}</span>
      <span className="mono text-meta">{countdown(ask.until - now)}</span>
      {ask.options?.map((option) => (
        <Button
          key={option}
          busy={send.isPending && send.variables === option}
          disabledReason={whyNot}
          onClick={() => send.mutate(option)}
        >
          {option}
        </Button>
      ))}
      {ask.kind !== 'person' && ask.options === undefined && (
        <>
          <TextInput
            aria-label={t(ask.kind === 'code' ? 'ask.code' : 'ask.answer')}
            value={code}
            onValueChange={setCode}
            autoComplete={ask.kind === 'code' ? 'one-time-code' : 'off'}
            className={ask.kind === 'code' ? 'w-36' : 'w-64'}
          />
          <Button type="submit" variant="primary" busy={send.isPending} disabledReason={whyNot}>
            {t(ask.kind === 'code' ? 'ask.send' : 'ask.sendAnswer')}
          </Button>
        </>
      )}
      {send.error !== null && (
        <p role="alert" className="w-full text-meta text-failure">
          {errorText(tErrors, send.error).title}
        </p>
      )}
    </form>
  );
}
