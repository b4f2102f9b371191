/** Turns once in 1.2 s: the only thing that moves by itself. Says nothing to a screen reader; its neighbour does. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="inline-block size-3 animate-[turn_1.2s_linear_infinite] rounded-full border-2 border-current border-r-transparent"
    />
  );
}
