import type { Holder } from '@sri/shared/model/live-event.ts';
import type { PageInput } from '@sri/shared/protocol/page-input.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../domain/use-me.ts';
import { useFormat } from '../../lib/preferences-context.tsx';
import { useNow } from '../../lib/use-now.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import { countdown } from './countdown.ts';
import { placeIn, pressInput, wheelInput } from './page-input.ts';
import { TypingField } from './typing-field.tsx';
import { useControl, type Control } from './use-control.ts';
import { useFrames, type Watched } from './use-frames.ts';

export interface LiveBrowserProps {
  jobId: string;
  holder: Holder | null;
  whyNot: string | undefined;
}

const OLD_MS = 2500;
const MOVE_EVERY_MS = 50;

function PageTabs({
  watched,
  chosen,
  onChoose,
}: {
  watched: Watched;
  chosen: string | null;
  onChoose: (id: string) => void;
}) {
  const { t } = useTranslation('live');
  const pages = watched.meta?.pages ?? [];
  if (pages.length < 2) return <span className="min-w-0 flex-1 truncate mono text-meta">{pages[0]?.url}</span>;
  const choices = pages.map((page) => ({ value: page.id, label: page.title === '' ? page.url : page.title }));
  return (
    <span className="min-w-0 flex-1 overflow-hidden">
      <ToggleGroup
        aria-label={t('pages')}
        value={chosen ?? watched.meta?.current ?? ''}
        onChange={onChoose}
        choices={choices}
      />
    </span>
  );
}

/** Who has control, until when, and what can be done about it. */
function ControlBar({
  control,
  holder,
  whyNot,
}: {
  control: Control;
  holder: Holder | null;
  whyNot: string | undefined;
}) {
  const { t } = useTranslation('live');
  const me = useMe();
  const now = useNow(1000, holder !== null);
  const mine = control.mine && holder?.userId === me.data?.user.id;
  if (holder === null) {
    return (
      <Button size="small" busy={control.busy} disabledReason={whyNot} onClick={control.take}>
        {t('control.take')}
      </Button>
    );
  }
  return (
    <>
      <span className="text-meta font-semibold text-attention">
        {t(mine ? 'control.mine' : 'control.other', { name: holder.name, left: countdown(holder.until - now) })}
      </span>
      {mine && (
        <Button size="small" variant="primary" busy={control.busy} onClick={control.give}>
          {t('control.give')}
        </Button>
      )}
    </>
  );
}

/** The browser of an execution as it is now; whoever has control acts in it. */
export function LiveBrowser({ jobId, holder, whyNot }: LiveBrowserProps) {
  const { t } = useTranslation('live');
  const format = useFormat();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pageId, setPageId] = useState<string | null>(null);
  const watched = useFrames(jobId, pageId, canvas);
  const control = useControl(jobId);
  const now = useNow(1000);
  const typing = useRef<HTMLTextAreaElement>(null);
  const lastMove = useRef(0);
  const lastDown = useRef({ at: 0, clicks: 0 });
  const { meta, heardAt } = watched;
  const acts = control.mine && holder !== null && meta !== null;
  const age = heardAt === null ? 0 : now - heardAt;
  const send = (input: PageInput | null): void => {
    if (acts && input !== null) control.send(meta.pageId, input);
  };

  return (
    <section
      aria-label={t('label')}
      className={cx(
        'flex h-full min-h-0 flex-col bg-sunken',
        holder !== null && 'outline-2 -outline-offset-2 outline-attention',
      )}
    >
      <div className="flex h-8 shrink-0 items-center gap-3 border-b border-line bg-surface px-3">
        <PageTabs watched={watched} chosen={pageId} onChoose={setPageId} />
        {watched.stills && <span className="text-meta text-muted">{t('stills')}</span>}
        {age > OLD_MS && !watched.stills && (
          <span className="text-meta text-muted">{t('age', { age: format.duration(age) })}</span>
        )}
        <ControlBar control={control} holder={holder} whyNot={whyNot} />
      </div>
      <div className="flex min-h-0 flex-1 items-center justify-center overflow-hidden p-2">
        {meta === null && <p className="text-muted">{t(watched.refused === null ? 'waiting' : 'refused')}</p>}
        <canvas
          ref={canvas}
          role="img"
          aria-label={t(acts ? 'canvasMine' : 'canvas')}
          className={cx('max-h-full max-w-full', meta === null && 'hidden', !watched.live && 'opacity-50')}
          onContextMenu={(event) => acts && event.preventDefault()}
          onPointerMove={(event) => {
            if (!acts || event.timeStamp - lastMove.current < MOVE_EVERY_MS) return;
            lastMove.current = event.timeStamp;
            send({ kind: 'move', ...placeIn(event.currentTarget.getBoundingClientRect(), event, meta) });
          }}
          onPointerDown={(event) => {
            if (!acts) return;
            event.preventDefault();
            typing.current?.focus();
            const again = event.timeStamp - lastDown.current.at < 400;
            lastDown.current = { at: event.timeStamp, clicks: again ? Math.min(3, lastDown.current.clicks + 1) : 1 };
            send(pressInput('down', event, meta, lastDown.current.clicks));
          }}
          onPointerUp={(event) => acts && send(pressInput('up', event, meta, Math.max(1, lastDown.current.clicks)))}
          onWheel={(event) => acts && send(wheelInput(event, meta))}
        />
        {acts && <TypingField field={typing} onInput={send} />}
      </div>
    </section>
  );
}
