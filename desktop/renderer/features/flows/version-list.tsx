import type { FlowSummary, ListedVersion } from '@sri/shared/protocol/api/flows.ts';
import { Download } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useWhyNot } from '../../domain/use-me.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { Badge } from '../../ui/chip.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { isOlder } from './version-order.ts';

export interface VersionListProps {
  flow: FlowSummary;
  versions: readonly ListedVersion[];
  shown: string;
  onShow: (version: string) => void;
  /** Shows what is different in the version that is shown. */
  onCompare: (version: string) => void;
  onRestore: (version: string) => void;
  onPublish: (version: string) => void;
  onDownload: (version: string) => void;
}

const HASH_SHOWN = 12;

function VersionRow({ flow, version: row, ...props }: VersionListProps & { version: ListedVersion }) {
  const { t } = useTranslation('flows');
  const format = useFormat();
  const now = useNow(60_000);
  const whyNot = useWhyNot('flows:publish');
  const whyNotEdit = useWhyNot('flows:write');
  const { version, published, createdByName, createdAt, scriptHash, note, runs } = row;
  const shown = version === props.shown;
  const back = flow.publishedVersion !== null && isOlder(version, flow.publishedVersion);
  const when = format.relative(Date.parse(createdAt), now);
  return (
    <li
      className={cx(
        'relative ml-7 border-l-2 py-2 pr-4 pl-4',
        published ? 'border-success' : 'border-line-strong',
        shown && 'bg-accent-soft',
      )}
    >
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-semibold">v{version}</span>
        {published && <Badge className="border-success text-success">{t('published', { version })}</Badge>}
        <span className="text-meta text-muted" title={format.dateTime(Date.parse(createdAt))}>
          {t('detail.by', { name: createdByName, when })}
        </span>
      </div>
      {note !== '' && <p className="break-words">{note}</p>}
      <p className="text-meta text-muted">
        {runs.ended === 0 ? t('detail.noRuns') : t('detail.runs', { count: runs.ended, completed: runs.completed })}
      </p>
      <p className="flex items-center gap-1 text-meta text-muted">
        {t('detail.hash')} <code className="mono">{scriptHash.slice(0, HASH_SHOWN)}…</code>
        <CopyButton text={scriptHash} className="size-6" />
        <IconButton
          label={t('act.download')}
          icon={<Download size={14} strokeWidth={1.75} />}
          className="size-6"
          onClick={() => props.onDownload(version)}
        />
      </p>
      <div className="mt-1 flex flex-wrap gap-2">
        <Button size="small" disabled={shown} onClick={() => props.onShow(version)}>
          {shown ? t('detail.viewing') : t('detail.view')}
        </Button>
        {!shown && (
          <Button size="small" variant="quiet" onClick={() => props.onCompare(version)}>
            {t('compare.act', { version: props.shown })}
          </Button>
        )}
        <Button size="small" variant="quiet" disabledReason={whyNotEdit} onClick={() => props.onRestore(version)}>
          {t('restore.act')}
        </Button>
        {!published && (
          <Button size="small" disabledReason={whyNot} onClick={() => props.onPublish(version)}>
            {t(back ? 'act.back' : 'act.publish', { version })}
          </Button>
        )}
      </div>
    </li>
  );
}

/** Who made which version when, which one runs, and the way to another one. */
export function VersionList(props: VersionListProps) {
  const { t } = useTranslation('flows');
  return (
    <>
      <ul aria-label={t('detail.versions')} className="py-2">
        {props.versions.map((version) => (
          <VersionRow key={version.version} {...props} version={version} />
        ))}
      </ul>
      {props.versions.length === 1 && <p className="px-5 pb-4 text-meta text-muted">{t('detail.onlyOne')}</p>}
    </>
  );
}
