import { useMutation } from '@tanstack/react-query';
import type { PageInput } from '@sri/shared/protocol/page-input.ts';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useToast } from '../../ui/toast.tsx';

const RENEW_MS = 60_000;

export interface Control {
  /** This window may act in the page. */
  mine: boolean;
  busy: boolean;
  take: () => void;
  give: () => void;
  send: (pageId: string, input: PageInput) => void;
}

/** Control of an execution's browser: kept while the person acts, given back by itself else. */
export function useControl(jobId: string): Control {
  const { t } = useTranslation('errors');
  const bridge = useBridge();
  const toast = useToast();
  const acted = useRef(false);
  const change = useMutation({
    mutationFn: (action: 'take' | 'renew' | 'give') =>
      bridge.request('controlJob', { params: { id: jobId }, body: { action } }),
    onError: (error) => {
      const { title, hint } = errorText(t, error);
      toast({ title, description: hint, kind: 'failure' });
    },
  });
  const holdId = change.data?.holdId ?? null;
  const { mutate } = change;
  useEffect(() => {
    if (holdId === null) return undefined;
    const timer = setInterval(() => {
      if (acted.current) mutate('renew');
      acted.current = false;
    }, RENEW_MS);
    return () => clearInterval(timer);
  }, [holdId, mutate]);
  return {
    mine: holdId !== null,
    busy: change.isPending,
    take: () => mutate('take'),
    give: () => mutate('give'),
    send: (pageId, input) => {
      if (holdId === null) return;
      acted.current = true;
      bridge.sendInput({ jobId, holdId, pageId, input });
    },
  };
}
