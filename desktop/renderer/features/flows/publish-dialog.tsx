import type { FlowSummary } from '@sri/shared/protocol/api/flows.ts';
import { useTranslation } from 'react-i18next';
import { usePortalNames } from '../../domain/use-portals.ts';
import { useApi } from '../../lib/use-api.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { isOlder } from './version-order.ts';

export interface PublishDialogProps {
  flow: FlowSummary;
  version: string;
  onClose: () => void;
  onConfirm: () => void;
}

/** Says what changes when a version is published, also for the flow that gives way to it. */
export function PublishDialog({ flow, version, onClose, onConfirm }: PublishDialogProps) {
  const { t } = useTranslation('flows');
  const { t: tCommon } = useTranslation();
  const portal = usePortalNames()(flow.providerId, '');
  const flows = useApi('listFlows', {});
  const replaced = flows.data?.items.find(
    ({ id, active, providerId }) => active && providerId === flow.providerId && id !== flow.id,
  );
  const back = flow.publishedVersion !== null && isOlder(version, flow.publishedVersion);
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t(back ? 'publish.backTitle' : 'publish.title', { version })}
      width={420}
      actions={
        <>
          <Button onClick={onClose}>{tCommon('cancel')}</Button>
          <Button
            variant="primary"
            onClick={() => {
              onConfirm();
              onClose();
            }}
          >
            {t(back ? 'publish.backConfirm' : 'publish.confirm')}
          </Button>
        </>
      }
    >
      <p>
        {flow.publishedVersion === null ? t('publish.first') : t('publish.text', { current: flow.publishedVersion })}
      </p>
      {replaced !== undefined && (
        <p className="mt-2 text-attention">{t('publish.replaces', { name: replaced.name, portal })}</p>
      )}
    </Dialog>
  );
}
