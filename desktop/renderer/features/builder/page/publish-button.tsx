import { AppError } from '@sri/shared/errors.ts';
import type { FlowDetail } from '@sri/shared/protocol/api/flows.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useAct } from '../../../domain/use-act.ts';
import { useWhyNot } from '../../../domain/use-me.ts';
import { usePortalNames } from '../../../domain/use-portals.ts';
import { useApi } from '../../../lib/use-api.ts';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { Field } from '../../../ui/field.tsx';
import { TextInput } from '../../../ui/text-input.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { useBuilder } from '../builder-context.tsx';
import { contentOf } from '../document/open-document.ts';
import { findProblems, locate } from '../problems/find-problems.ts';
import { problemText } from '../problems/problem-text.ts';
import type { DraftSaver } from '../saving/draft-saver.ts';

const RENEWS = ['listFlows', 'getFlow', 'listVersions', 'getVersion'] as const;

/** The version that comes after `latest`, as the server counts. */
export function versionAfter(latest: string): string {
  const parts = latest.split('.').map(Number);
  return [parts[0] ?? 1, parts[1] ?? 0, (parts[2] ?? 0) + 1].join('.');
}

function usePublish(flow: FlowDetail, saver: DraftSaver) {
  const { t } = useTranslation('builder');
  const { store, acts } = useBuilder();
  const { act, busy } = useAct();
  const toast = useToast();

  /** Leads to the first thing that the server would not take. */
  function refused(error: AppError): boolean {
    const [first] = error.errors.map((fault) => locate(store.getState().document, fault));
    if (first === undefined) return false;
    const { document } = store.getState();
    const type = first.stepId === null ? '' : (document.steps.find(({ id }) => id === first.stepId)?.type ?? '');
    const { text, technical } = problemText(t, first, type);
    toast({ title: t('publish.refused'), description: technical ?? text, kind: 'failure' });
    acts.select(first.stepId);
    if (first.stepId !== null) store.setState({ asked: { stepId: first.stepId, path: first.path } });
    return true;
  }

  async function publish(note: string): Promise<boolean> {
    if (!(await saver.saveNow())) {
      toast({ title: t('publish.unsaved'), kind: 'failure' });
      return false;
    }
    const params = { id: flow.id };
    const body = { ...contentOf(store.getState().document), note } as never;
    const added = await act('addVersion', { params, body }, { renews: [], onRefused: refused });
    if (added === null) return false;
    const { version } = added.answer;
    const done = t('publish.done', { version });
    return (await act('activateFlow', { params, body: { version } }, { done, renews: RENEWS })) !== null;
  }
  return { publish, busy };
}

/** Makes the draft the version that runs from now on. */
export function PublishButton({ flow, saver }: { flow: FlowDetail; saver: DraftSaver }) {
  const { t } = useTranslation('builder');
  const { t: tCommon } = useTranslation();
  const { store } = useBuilder();
  const whyNot = useWhyNot('flows:publish');
  const portal = usePortalNames()(flow.providerId, '');
  const flows = useApi('listFlows', {});
  const [open, setOpen] = useState(false);
  const [note, setNote] = useState('');
  const { publish, busy } = usePublish(flow, saver);
  const toast = useToast();
  const replaced = flows.data?.items.find(
    ({ id, active, providerId }) => active && providerId === flow.providerId && id !== flow.id,
  );

  function begin(): void {
    const faults = findProblems(store.getState().document).filter(({ kind }) => kind === 'fault');
    const [first] = faults;
    if (first === undefined) {
      setNote('');
      setOpen(true);
    } else {
      toast({ title: t('publish.blocked', { count: faults.length }), kind: 'failure' });
      store.setState({
        selected: first.stepId,
        asked: first.stepId === null ? null : { stepId: first.stepId, path: first.path },
      });
    }
  }

  return (
    <>
      <Button variant="primary" disabledReason={whyNot} onClick={begin}>
        {t('publish.button')}
      </Button>
      {open && (
        <Dialog
          open
          onOpenChange={setOpen}
          title={t('publish.title', { version: versionAfter(flow.latestVersion) })}
          width={420}
          actions={
            <>
              <Button onClick={() => setOpen(false)}>{tCommon('cancel')}</Button>
              <Button variant="primary" busy={busy} onClick={() => void publish(note).then(() => setOpen(false))}>
                {t('publish.button')}
              </Button>
            </>
          }
        >
          <p>
            {flow.publishedVersion === null
              ? t('publish.first')
              : t('publish.text', { current: flow.publishedVersion })}
          </p>
          {replaced !== undefined && (
            <p className="mt-2 text-attention">{t('publish.replaces', { name: replaced.name, portal })}</p>
          )}
          <div className="mt-3">
            <Field label={`${t('publish.note')} (${t('optional')})`} hint={t('publish.noteHint')}>
              <TextInput value={note} onValueChange={setNote} maxLength={500} />
            </Field>
          </div>
        </Dialog>
      )}
    </>
  );
}
