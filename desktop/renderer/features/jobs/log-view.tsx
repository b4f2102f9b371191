import { ArrowDownToLine, Search } from 'lucide-react';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHotkeys } from 'react-hotkeys-hook';
import { useFormat } from '../../lib/preferences-context.tsx';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TextInput } from '../../ui/text-input.tsx';
import { ToggleGroup } from '../../ui/toggle-group.tsx';
import type { LogLine } from './log-lines.ts';
import { LogRows, type Span } from './log-rows.tsx';
import { createShowLines } from './shown-lines.ts';

export interface LogViewProps {
  lines: readonly LogLine[];
  /** It grows: the end is followed until somebody scrolls up. */
  growing: boolean;
  /** The stream is broken and being taken up again. */
  reconnecting?: boolean;
  /** The time of the step that is looked at. */
  span?: Span | null;
}

/** The log: of tens of thousands of lines only those in sight exist. No live region: a reader would drown in it. */
export function LogView({ lines, growing, reconnecting = false, span = null }: LogViewProps) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const [query, setQuery] = useState('');
  const [level, setLevel] = useState<'all' | 'warn'>('all');
  const [wanted, setFollowing] = useState(growing);
  const [show] = useState(createShowLines);
  const filterBox = useRef<HTMLInputElement>(null);
  // Typing goes on while a long log is looked through.
  const wantedQuery = useDeferredValue(query);
  const shown = useMemo(() => show(lines, { level, query: wantedQuery }), [show, lines, level, wantedQuery]);
  const following = wanted && growing && span === null;
  /** The newest line that was in sight. */
  const seen = useRef<LogLine | undefined>(undefined);
  if (following) seen.current = shown.at(-1);
  const lastSeen = seen.current === undefined ? -1 : shown.lastIndexOf(seen.current);
  const fresh = following || !growing || lastSeen < 0 ? 0 : shown.length - 1 - lastSeen;
  useHotkeys('l', () => setFollowing(true), { useKey: true });
  useHotkeys('ctrl+f', () => filterBox.current?.focus(), { preventDefault: true, useKey: true });

  return (
    <div className="relative flex h-full min-h-0 flex-col bg-surface">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-3 py-1.5">
        <TextInput
          ref={filterBox}
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
          {reconnecting
            ? t('log.reconnecting')
            : t('log.count', { count: shown.length, lines: format.number(shown.length) })}
        </span>
        <CopyButton text={() => shown.map(({ text }) => text).join('\n')} />
      </div>
      {lines.length === 0 ? (
        <p className="px-4 py-3 text-muted">{growing ? t('log.empty') : t('log.gone')}</p>
      ) : (
        <LogRows
          lines={shown}
          following={following}
          span={span}
          onEnd={(atEnd) => growing && span === null && atEnd !== wanted && setFollowing(atEnd)}
        />
      )}
      {fresh > 0 && (
        <Button
          size="small"
          className="absolute bottom-3 left-1/2 -translate-x-1/2 shadow-float"
          icon={<ArrowDownToLine size={12} strokeWidth={1.75} />}
          onClick={() => setFollowing(true)}
        >
          {t('log.newLines', { count: fresh })}
        </Button>
      )}
    </div>
  );
}
