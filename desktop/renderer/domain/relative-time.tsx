import { useFormat } from '../lib/preferences-context.tsx';
import { useNow } from '../lib/use-now.ts';
import { TimeLabel } from '../ui/time-label.tsx';

/** `hace 4 min`, with the exact time on hover. `at` in ISO form. */
export function RelativeTime({ at }: { at: string }) {
  const format = useFormat();
  const now = useNow(10_000);
  const ms = Date.parse(at);
  return <TimeLabel dateTime={at} label={format.relative(ms, now)} title={format.dateTime(ms)} />;
}
