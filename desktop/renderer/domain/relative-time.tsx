import { useFormat } from '../lib/preferences-context.tsx';
import { useNow } from '../lib/use-now.ts';
import { TimeLabel } from '../ui/time-label.tsx';

const EVERY_MS = 10_000;

/** `hace 4 min`, with the exact time on hover. `at` in ISO form. */
export function RelativeTime({ at }: { at: string }) {
  const format = useFormat();
  const now = useNow(EVERY_MS);
  const ms = Date.parse(at);
  // What happened since the clock was last looked at is not in the future.
  const seen = ms > now && ms - now < EVERY_MS ? now : ms;
  return <TimeLabel dateTime={at} label={format.relative(seen, now)} title={format.dateTime(ms)} />;
}
