import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowDownToLine, Search } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from 'react-hotkeys-hook';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { cx } from '../../ui/cx.ts';
import { foldedIncludes } from '../../ui/fold-text.ts';
import { TextInput } from '../../ui/text-input.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import type { LogLevel, LogLine } from './log-lines.ts';

const LINE_PX = 20;
const LEVEL_CLASS: Record<LogLevel, string> = {
  debug: 'text-muted',
  info: 'text-ink',
  warn: 'text-attention',
  error: 'text-failure',
};

export interface LogViewProps {
  lines: readonly LogLine[];
  /** It grows: the end is followed until somebody scrolls up. */
  growing: boolean;
  /** The stream is broken and being taken up again. */
  reconnecting?: boolean;
}

/** The log: of tens of thousands of lines only those in sight exist. No live region: a reader would drown in it. */
export function LogView({ lines, growing, reconnecting = false }: LogViewProps) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const [query, setQuery] = useState('');
  const [level, setLevel] = useState<'all' | 'warn'>('all');
  const [following, setFollowing] = useState(growing);
  const scroller = useRef<HTMLDivElement>(null);
  const shown = useMemo(
    () =>
      lines.filter(
        (line) =>
          (level === 'all' || line.level === 'warn' || line.level === 'error') &&
          (query === '' || foldedIncludes(line.text, query)),
      ),
    [lines, level, query],
  );
  const seen = useRef(0);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    overscan: 20,
  });
  useEffect(() => {
    if (!following || shown.length === 0) return;
    seen.current = shown.length;
    virtual.scrollToIndex(shown.length - 1, { align: 'end' });
  }, [following, shown.length, virtual]);
  useHotkeys('l', () => setFollowing(true), { useKey: true });

  function onScroll(): void {
    const box = scroller.current;
    if (box === null || !growing) return;
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 2 * LINE_PX;
    if (atEnd !== following) setFollowing(atEnd);
  }

  const fresh = following || !growing ? 0 : Math.max(0, shown.length - seen.current);
  return (
    <div className="relative flex h-full min-h-0 flex-col bg-surface">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <TextInput
          aria-label={t('log.filter')}
          placeholder={t('log.filter')}
          icon={<Search size={14} strokeWidth={1.75} />}
          value={query}
          onValueChange={setQuery}
          className="w-56"
        />
        <ToggleGroup
          aria-label={t('log.level')}
          value={level}
          onChange={setLevel}
          choices={[
            { value: 'all', label: t('log.all') },
            { value: 'warn', label: t('log.warn') },
          ]}
        />
        <span className="min-w-0 flex-1 truncate text-right text-meta text-muted">
          {reconnecting ? t('log.reconnecting') : t('log.count', { count: shown.length })}
        </span>
        <CopyButton text={shown.map(({ text }) => text).join('\n')} />
      </div>
      {lines.length === 0 ? (
        <p className="px-4 py-3 text-muted">{growing ? t('log.empty') : t('log.gone')}</p>
      ) : (
        <div
          ref={scroller}
          onScroll={onScroll}
          tabIndex={0}
          role="region"
          aria-label={t('log.label')}
          className="min-h-0 flex-1 overflow-auto -outline-offset-2"
        >
          <div className="mono relative min-w-fit" style={{ height: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map((item) => {
              const line = shown[item.index];
              if (line === undefined) return null;
              return (
                <div
                  key={item.key}
                  className="absolute top-0 left-0 flex h-5 gap-3 px-4 whitespace-pre"
                  style={{ transform: `translateY(${item.start}px)` }}
                >
                  <span className="w-[78px] shrink-0 text-muted">{line.at === null ? '' : format.clock(line.at)}</span>
                  <span className={LEVEL_CLASS[line.level]}>{line.text}</span>
                </div>
              );
            })}
          </div>
        </div>
      )}
      {fresh > 0 && (
        <Button
          size="small"
          className={cx('absolute bottom-3 left-1/2 -translate-x-1/2 shadow-float')}
          icon={<ArrowDownToLine size={12} strokeWidth={1.75} />}
          onClick={() => setFollowing(true)}
        >
          {t('log.newLines', { count: fresh })}
        </Button>
      )}
    </div>
  );
}
