/** Keys to press, each in its own frame: together (`Ctrl`, `K`) or one after the other (`G`, `E`). */
export function Kbd({ keys }: { keys: readonly string[] }) {
  return (
    <span className="inline-flex shrink-0 gap-1">
      {keys.map((key) => (
        <kbd
          key={key}
          className="mono inline-flex h-[18px] min-w-[18px] items-center justify-center rounded-control border border-line bg-surface px-1 text-caption text-muted"
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
