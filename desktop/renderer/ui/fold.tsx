import { Collapsible } from '@base-ui/react/collapsible';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';

/** What most do not need to see, a click away. */
export function Fold({
  label,
  children,
  defaultOpen = false,
}: {
  label: string;
  children: ReactNode;
  defaultOpen?: boolean;
}) {
  return (
    <Collapsible.Root defaultOpen={defaultOpen}>
      <Collapsible.Trigger className="group flex min-h-6 items-center gap-1 rounded-control text-body text-muted hover:text-ink">
        <ChevronRight
          size={14}
          strokeWidth={1.75}
          className="transition-transform duration-[120ms] group-data-panel-open:rotate-90"
        />
        {label}
      </Collapsible.Trigger>
      <Collapsible.Panel className="pt-2">{children}</Collapsible.Panel>
    </Collapsible.Root>
  );
}
