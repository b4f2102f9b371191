import { useEffect, useLayoutEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/preferences-context.tsx';
import { cx } from '../../ui/cx.ts';
import type { LogLevel, LogLine } from './log-lines.ts';

const LINE_PX = 20;
/** Lines beyond either edge that are there already when somebody scrolls. */
const SPARE = 20;
const LEVEL_CLASS: Record<LogLevel, string> = {
  debug: 'text-muted',
  info: 'text-ink',
  warn: 'text-attention',
  error: 'text-failure',
};

/** A stretch of time in ms since the epoch, the end not in it. */
export interface Span {
  from: number;
  to: number;
}

export interface LogRowsProps {
  lines: readonly LogLine[];
  following: boolean;
  /** Told when the end comes into sight or leaves it. */
  onEnd: (atEnd: boolean) => void;
  /** Lines of this time are marked, and brought into sight when it changes. */
  span: Span | null;
}

/** The line at the upper edge of what is seen, and how much of it is above the edge. */
interface Top {
  line: LogLine;
  index: number;
  above: number;
}

/** Where the line at the upper edge stands now; lines before it may have gone. */
function placeOf(lines: readonly LogLine[], top: Top | null): number {
  if (top === null || lines[top.index] === top.line) return top?.index ?? 0;
  const index = lines.indexOf(top.line);
  return index >= 0 ? index : top.index;
}

/** A line without a time goes on the one before it. */
function timeAt(lines: readonly LogLine[], index: number): number | null {
  for (let at = index; at >= 0; at -= 1) {
    const time = lines[at]?.at ?? null;
    if (time !== null) return time;
  }
  return null;
}

function isIn(span: Span | null, at: number | null): boolean {
  return span !== null && at !== null && at >= span.from && at < span.to;
}

function Line({ line, time, marked }: { line: LogLine; time: string; marked: boolean }) {
  return (
    <div className={cx('flex h-5 min-w-full gap-3 px-4 whitespace-pre', marked && 'bg-accent-soft')}>
      <span className="w-[78px] shrink-0 text-muted">{time}</span>
      <span className={LEVEL_CLASS[line.level]}>{line.text}</span>
    </div>
  );
}

/**
 * The lines of a log, of which only those in sight exist. What is read stays where it is while lines come at the end and
 * go at the start. All lines have one height, so where each one stands is known without measuring or keeping it: a list
 * that is made for rows of any height works through all of them whenever one comes.
 */
export function LogRows({ lines, following, onEnd, span }: LogRowsProps) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const scroller = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState(0);
  const [top, setTop] = useState<Top | null>(null);
  /** A person scrolled away from the end, and the part around has not heard of it yet. */
  const left = useRef(false);
  const inSight = Math.ceil(height / LINE_PX) + 1;
  const first = following ? lines.length - inSight : placeOf(lines, top);
  const from = Math.max(0, first - SPARE);
  const some = lines.slice(from, Math.max(0, first) + inSight + SPARE);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return undefined;
    setHeight(box.clientHeight);
    const observer = new ResizeObserver(() => setHeight(box.clientHeight));
    observer.observe(box);
    return () => observer.disconnect();
  }, []);

  useLayoutEffect(() => {
    left.current = false;
  }, [following]);

  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    if (following && !left.current) box.scrollTop = box.scrollHeight;
    if (!following && top !== null && top.index !== first) box.scrollTop = first * LINE_PX + top.above;
  }, [following, lines, height, top, first]);

  const begin = span?.from;
  /** What was brought into sight already: lines that come later do not bring it there again. */
  const sought = useRef<number | undefined>(undefined);
  useEffect(() => {
    const box = scroller.current;
    if (begin === undefined) sought.current = undefined;
    if (begin === undefined || box === null || height === 0 || sought.current === begin) return;
    const index = lines.findIndex(({ at }) => at !== null && at >= begin);
    if (index < 0) return;
    sought.current = begin;
    box.scrollTop = Math.max(0, (index - 2) * LINE_PX);
  }, [begin, height, lines]);

  function onScroll(): void {
    const box = scroller.current;
    if (box === null) return;
    const index = Math.floor(box.scrollTop / LINE_PX);
    const line = lines[index];
    const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 2 * LINE_PX;
    left.current = !atEnd;
    // At once: what is drawn after the picture is a blank in it.
    flushSync(() => {
      setTop(line === undefined ? null : { line, index, above: box.scrollTop - index * LINE_PX });
      onEnd(atEnd);
    });
  }

  return (
    <div
      ref={scroller}
      onScroll={onScroll}
      tabIndex={0}
      role="region"
      aria-label={t('log.label')}
      className="min-h-0 flex-1 overflow-auto -outline-offset-2"
    >
      <div className="mono relative min-w-fit" style={{ height: lines.length * LINE_PX }}>
        <div className="min-w-full w-max" style={{ transform: `translateY(${from * LINE_PX}px)` }}>
          {some.map((line, index) => (
            <Line
              key={from + index}
              line={line}
              time={line.at === null ? '' : format.clock(line.at)}
              marked={isIn(span, timeAt(lines, from + index))}
            />
          ))}
        </div>
      </div>
    </div>
  );
}
