import { Progress as BaseProgress } from '@base-ui/react/progress';

/** How far something is, 0 to 100; null where nobody knows. */
export function Progress({ label, value }: { label: string; value: number | null }) {
  return (
    <BaseProgress.Root value={value} className="flex flex-col gap-1">
      <span className="flex justify-between text-meta text-muted">
        <BaseProgress.Label>{label}</BaseProgress.Label>
        <BaseProgress.Value />
      </span>
      <BaseProgress.Track className="h-1 overflow-hidden bg-line">
        <BaseProgress.Indicator className="h-full bg-accent transition-[width] duration-[180ms] data-indeterminate:w-1/3 data-indeterminate:opacity-60" />
      </BaseProgress.Track>
    </BaseProgress.Root>
  );
}
