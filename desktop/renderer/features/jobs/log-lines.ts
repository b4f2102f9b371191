export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export interface LogLine {
  /** ms since the epoch; null for a line that goes on the one before. */
  at: number | null;
  level: LogLevel;
  text: string;
}

const LINE = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) (DEBUG|INFO|WARN|ERROR) *(.*)$/;

/** `execution.log` as lines: `time LEVEL text`, with what follows indented belonging to the line before. */
export function parseLog(text: string): LogLine[] {
  const lines: LogLine[] = [];
  for (const raw of text.split('\n')) {
    if (raw === '') continue;
    const [, time, level, rest] = LINE.exec(raw) ?? [];
    if (time !== undefined && level !== undefined) {
      lines.push({ at: Date.parse(time), level: level.toLowerCase() as LogLevel, text: rest ?? '' });
    } else {
      lines.push({ at: null, level: lines.at(-1)?.level ?? 'info', text: raw });
    }
  }
  return lines;
}
