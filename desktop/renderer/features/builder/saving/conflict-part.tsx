import type { Draft } from '@sri/shared/protocol/api/flow-drafts.ts';
import type { FlowDetail } from '@sri/shared/protocol/api/flows.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useStore } from 'zustand';
import { useAct } from '../../../domain/use-act.ts';
import { useMe } from '../../../domain/use-me.ts';
import { useFormat } from '../../../lib/preferences-context.tsx';
import { useApi } from '../../../lib/use-api.ts';
import { Banner } from '../../../ui/banner.tsx';
import { Button } from '../../../ui/button.tsx';
import { Dialog } from '../../../ui/dialog.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { useBuilder, useBuilderState } from '../builder-context.tsx';
import { openDocument } from '../document/open-document.ts';
import { firstStep } from '../new-flow/first-step.ts';
import type { DraftSaver } from './draft-saver.ts';
import { differenceOf } from './same-document.ts';

/** Mine as a flow of its own, so that neither is lost. */
function useSaveCopy(flow: FlowDetail): { busy: boolean; saveCopy: () => Promise<string | null> } {
  const { t } = useTranslation('builder');
  const { store } = useBuilder();
  const me = useMe();
  const { act, busy } = useAct();
  const providers = useApi('listProviders', {});
  return {
    busy,
    saveCopy: async () => {
      const name = t('conflict.copyName', { name: flow.name, who: me.data?.user.name ?? '' }).slice(0, 200);
      const { document } = store.getState();
      const portal = providers.data?.find(({ id }) => id === flow.providerId);
      const body = { providerId: flow.providerId, name, version: '1.0.0', steps: [firstStep(portal)] };
      const created = await act('createFlow', { body }, { renews: ['listFlows'] });
      if (created === null) return null;
      const params = { id: created.answer.flowId };
      const saved = await act(
        'putDraft',
        { params, headers: { 'if-match': '*' }, body: { ...document, name } },
        { renews: ['listFlows'] },
      );
      return saved === null ? null : name;
    },
  };
}

interface ConflictProps {
  flow: FlowDetail;
  saver: DraftSaver;
  theirs: Draft;
  kept: boolean;
}

/** Who saved what differs from mine, and when. */
function useConflictText({ theirs, kept }: ConflictProps): string {
  const { t } = useTranslation('builder');
  const format = useFormat();
  const members = useApi('listMembers', {});
  const [now] = useState(Date.now);
  const name = members.data?.find(({ userId }) => userId === theirs.updatedBy)?.name ?? t('conflict.someone');
  const when = theirs.updatedAt === null ? '' : format.relative(Date.parse(theirs.updatedAt), now);
  return t(kept ? 'conflict.kept' : 'conflict.text', { name, when });
}

function Choice(props: ConflictProps & { onClose: () => void }) {
  const { flow, saver, theirs, onClose } = props;
  const { t } = useTranslation('builder');
  const { store } = useBuilder();
  const toast = useToast();
  const mine = useBuilderState(({ document }) => document);
  const { saveCopy, busy } = useSaveCopy(flow);
  const text = useConflictText(props);
  const their = openDocument(theirs.document);
  const { added, removed, changed } = differenceOf(mine, their);

  function takeTheirs(): void {
    store.replace(their);
    saver.adopt(theirs);
  }

  async function keepBoth(): Promise<void> {
    const copy = await saveCopy();
    if (copy === null) return;
    toast({ title: t('conflict.copied', { name: copy }) });
    takeTheirs();
  }

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('conflict.title')}
      description={text}
      width={560}
      actions={
        <>
          <Button disabled={busy} onClick={() => void saver.replaceTheirs()}>
            {t('conflict.mine')}
          </Button>
          <Button busy={busy} onClick={() => void keepBoth()}>
            {t('conflict.copy')}
          </Button>
          <Button variant="primary" disabled={busy} onClick={takeTheirs}>
            {t('conflict.theirs')}
          </Button>
        </>
      }
    >
      <ul className="list-disc pl-5">
        {added > 0 && <li>{t('conflict.added', { count: added })}</li>}
        {removed > 0 && <li>{t('conflict.removed', { count: removed })}</li>}
        {changed > 0 && <li>{t('conflict.changed', { count: changed })}</li>}
        {added + removed + changed === 0 && <li>{t('conflict.same')}</li>}
      </ul>
    </Dialog>
  );
}

function Conflict(props: ConflictProps) {
  const { t } = useTranslation('builder');
  // Where it comes while somebody writes it is said at once; what was found at the beginning can wait.
  const [open, setOpen] = useState(!props.kept);
  return (
    <>
      <Banner
        kind="attention"
        action={
          <Button size="small" onClick={() => setOpen(true)}>
            {t('conflict.decide')}
          </Button>
        }
      >
        {useConflictText(props)}
      </Banner>
      {open && <Choice {...props} onClose={() => setOpen(false)} />}
    </>
  );
}

/** While two people's changes stand against each other: what differs, and whose goes on. */
export function ConflictPart({ flow, saver }: { flow: FlowDetail; saver: DraftSaver }) {
  const state = useStore(saver.state);
  if (state.kind !== 'conflict') return null;
  return <Conflict flow={flow} saver={saver} theirs={state.theirs} kept={state.kept} />;
}
