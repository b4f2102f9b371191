import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { errorText } from '../../lib/error-text.ts';
import { AlertDialog } from '../../ui/alert-dialog.tsx';
import { useToast } from '../../ui/toast.tsx';

/** Puts a version into the draft and opens it; where somebody has a draft already, after asking. */
export function useRestore(flow: FlowSummary): { ask: (version: string) => void; dialog: ReactNode } {
  const { t } = useTranslation('flows');
  const { t: tErrors } = useTranslation('errors');
  const { t: tCommon } = useTranslation();
  const bridge = useBridge();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const toast = useToast();
  const [asked, setAsked] = useState<string | null>(null);
  const restore = useMutation({
    mutationFn: async (version: string) => {
      const { steps, inputs, options } = await bridge.request('getVersion', { params: { id: flow.id, version } });
      const body = { name: flow.name, description: flow.description, steps, inputs, options };
      await bridge.request('putDraft', { params: { id: flow.id }, headers: { 'if-match': '*' }, body });
      return version;
    },
    onSuccess: async (version) => {
      toast({ title: t('restore.done', { version }) });
      await Promise.all(
        ['getDraft', 'listFlows', 'getFlow'].map((name) => queries.invalidateQueries({ queryKey: [name] })),
      );
      await navigate({ to: '/flujos/$flowId/editar', params: { flowId: flow.id } });
    },
    onError: (error) => {
      const { title, hint } = errorText(tErrors, error);
      toast({ title, description: hint, kind: 'failure' });
    },
  });
  return {
    ask: (version) => (flow.hasDraft ? setAsked(version) : restore.mutate(version)),
    dialog: (
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => !open && setAsked(null)}
        title={t('restore.title', { version: asked ?? '' })}
        description={t('restore.text')}
        confirm={t('restore.act')}
        cancel={tCommon('cancel')}
        onConfirm={() => {
          if (asked !== null) restore.mutate(asked);
          setAsked(null);
        }}
      />
    ),
  };
}
