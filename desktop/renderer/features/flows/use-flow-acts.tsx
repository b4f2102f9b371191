import type { ExportFormat } from '@sri/shared/protocol/api/flow-drafts.ts';
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

const ENDINGS: Record<ExportFormat, string> = {
  sri: '.sri.json',
  'chrome-recorder': '.chrome.json',
  playwright: '.spec.ts',
};
const TYPES: Record<ExportFormat, string> = {
  sri: 'application/json',
  'chrome-recorder': 'application/json',
  playwright: 'text/plain',
};

/** Publishing, going back, downloading a script, exporting. `dialog` has to stand somewhere in the page. */
export function useFlowActs(): {
  publish: (flow: FlowSummary, version: string) => void;
  download: (flow: FlowSummary, version: string) => void;
  exportAs: (flow: FlowSummary, version: string, as: ExportFormat) => void;
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
  const write = useMutation({
    mutationFn: ({ flow, version, as }: Wanted & { as: ExportFormat }) =>
      bridge.request('exportFlow', { params: { id: flow.id }, query: { as, version } }),
    onSuccess: (text, { flow, version, as }) =>
      bridge.saveFile(`${flow.name} v${version}${ENDINGS[as]}`, textUrl(text, TYPES[as])),
    onError,
  });
  return {
    exportAs: (flow, version, as) => write.mutate({ flow, version, as }),
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
