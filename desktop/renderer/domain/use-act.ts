import { AppError } from '@sri/shared/errors.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RouteInput, RouteName, RouteOutput } from '../../contract/api-routes.ts';
import { useBridge } from '../lib/bridge-context.tsx';
import { errorText } from '../lib/error-text.ts';
import { useToast } from '../ui/toast.tsx';

export interface ActOptions {
  /** Said when it went well. */
  done?: string;
  /** Reading calls whose answers it changes. */
  renews: readonly RouteName[];
  /** Tells a refusal itself (true), as at a field; else a toast does. */
  onRefused?: (error: AppError) => boolean;
}

export interface Act {
  busy: boolean;
  /** The answer, or null where it did not go well. */
  act: <R extends RouteName>(
    route: R,
    input: RouteInput<R>,
    options: ActOptions,
  ) => Promise<{ answer: RouteOutput<R> } | null>;
}

/** Carries out a call that changes something: says how it went and has what it changed read anew. */
export function useAct(): Act {
  const { t } = useTranslation('errors');
  const bridge = useBridge();
  const queries = useQueryClient();
  const toast = useToast();
  const [busy, setBusy] = useState(false);
  return {
    busy,
    act: async (route, input, { done, renews, onRefused }) => {
      setBusy(true);
      try {
        const answer = await bridge.request(route, input);
        if (done !== undefined) toast({ title: done });
        return { answer };
      } catch (error) {
        if (error instanceof AppError && onRefused?.(error) === true) return null;
        const { title, hint } = errorText(t, error);
        toast({ title, description: hint, kind: 'failure' });
        return null;
      } finally {
        setBusy(false);
        await Promise.all(renews.map((name) => queries.invalidateQueries({ queryKey: [name] })));
      }
    },
  };
}
