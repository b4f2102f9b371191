import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { textUrl } from '../../domain/write-csv.ts';
import { useBridge } from '../../lib/bridge-context.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useToast } from '../../ui/toast.tsx';
import { PublishDialog } from './publish-dialog.tsx';

interface Wanted {
  flow: FlowSummary;
  version: string;
}

/** Publishing, going back, downloading a script. `dialog` has to stand somewhere in the page. */
export function useFlowActs(): {
  publish: (flow: FlowSummary, version: string) => void;
  download: (flow: FlowSummary, version: string) => void;
  dialog: ReactNode;
} {
  const { t } = useTranslation('flows');
  const { t: tErrors } = useTranslation('errors');
  const bridge = useBridge();
  const queries = useQueryClient();
  const toast = useToast();
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const onError = (error: unknown): void => {
    const { title, hint } = errorText(tErrors, error);
    toast({ title, description: hint, kind: 'failure' });
  };
  const activate = useMutation({
    mutationFn: ({ flow, version }: Wanted) =>
      bridge.request('activateFlow', { params: { id: flow.id }, body: { version } }),
    onSuccess: async ({ version }) => {
      toast({ title: t('publish.done', { version }) });
      await Promise.all(
        ['listFlows', 'getFlow', 'listVersions', 'getVersion'].map((name) =>
          queries.invalidateQueries({ queryKey: [name] }),
        ),
      );
    },
    onError,
  });
  const download = useMutation({
    mutationFn: ({ flow, version }: Wanted) => bridge.request('getVersionScript', { params: { id: flow.id, version } }),
    onSuccess: (script, { flow, version }) =>
      bridge.saveFile(`${flow.name} v${version}.json`, textUrl(script, 'application/json')),
    onError,
  });
  return {
    publish: (flow, version) => setWanted({ flow, version }),
    download: (flow, version) => download.mutate({ flow, version }),
    dialog: wanted !== null && (
      <PublishDialog
        flow={wanted.flow}
        version={wanted.version}
        onClose={() => setWanted(null)}
        onConfirm={() => activate.mutate(wanted)}
      />
    ),
  };
}
