import type { RunAnswer } from '@sri/shared/protocol/api/run.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useBridge } from '../../lib/bridge-context.tsx';
import { errorText } from '../../lib/error-text.ts';
import { useToast } from '../../ui/toast.tsx';
import type { RunnableFlow } from './runnable-flow.ts';
import { useOwnAccount } from './use-own-account.ts';

/** Comes when somebody wants to run something: its controls are half of what a first screen would have to load. */
const RunDialog = lazy(async () => ({ default: (await import('./run-dialog.tsx')).RunDialog }));

/** Says what was started, with the way there. */
function useTellStarted() {
  const { t } = useTranslation('run');
  const toast = useToast();
  const navigate = useNavigate();
  const queries = useQueryClient();
  return (flow: RunnableFlow, { jobId, jobIds }: RunAnswer) => {
    void queries.invalidateQueries({ queryKey: ['listJobs'] });
    void queries.invalidateQueries({ queryKey: ['listFlows'] });
    if (jobId !== undefined) {
      const onSelect = () => void navigate({ to: '/ejecuciones/$jobId', params: { jobId } });
      toast({ title: t('started', { flow: flow.name }), action: { label: t('see'), onSelect } });
      return;
    }
    const onSelect = () => void navigate({ to: '/ejecuciones', search: { view: 'all', flow: flow.id } });
    toast({
      title: t('startedMany', { count: jobIds?.length ?? 0 }),
      action: { label: t('see'), onSelect },
    });
  };
}

/** Starts a flow that asks for nothing, at once; for 5 s it can be undone. */
function useRunAtOnce() {
  const { t } = useTranslation('run');
  const { t: tErrors } = useTranslation('errors');
  const bridge = useBridge();
  const queries = useQueryClient();
  const toast = useToast();
  const fail = (error: unknown): void => {
    const { title, hint } = errorText(tErrors, error);
    toast({ title, description: hint, kind: 'failure' });
  };

  async function undo(jobId: string): Promise<void> {
    try {
      await bridge.request('cancelJob', { params: { id: jobId }, body: {} });
      toast({ title: t('undone') });
    } catch (error) {
      fail(error);
    }
    await queries.invalidateQueries({ queryKey: ['listJobs'] });
  }

  return async (flow: RunnableFlow): Promise<void> => {
    try {
      const { jobId = '' } = await bridge.request('run', {
        headers: { 'idempotency-key': crypto.randomUUID() },
        body: { providerId: flow.providerId, flowId: flow.id },
      });
      toast({
        title: t('started', { flow: flow.name }),
        action: { label: t('undo'), onSelect: () => void undo(jobId) },
      });
      void queries.invalidateQueries({ queryKey: ['listJobs'] });
      void queries.invalidateQueries({ queryKey: ['listFlows'] });
    } catch (error) {
      fail(error);
    }
  };
}

/**
 * Running flows: `start` opens the dialog, or runs at once what asks for nothing and has a good session. `dialog` has to
 * stand somewhere in the page.
 */
export function useRunFlow(): { start: (flow: RunnableFlow) => void; dialog: ReactNode } {
  const [open, setOpen] = useState<RunnableFlow | null>(null);
  const accountAt = useOwnAccount();
  const runAtOnce = useRunAtOnce();
  const tell = useTellStarted();
  return {
    start: (flow) => {
      if (flow.inputCount === 0 && accountAt(flow.providerId).good) void runAtOnce(flow);
      else setOpen(flow);
    },
    dialog: open !== null && (
      <Suspense fallback={null}>
        <RunDialog
          key={open.id}
          flow={open}
          onClose={() => setOpen(null)}
          onStarted={(answer) => {
            setOpen(null);
            tell(open, answer);
          }}
        />
      </Suspense>
    ),
  };
}
