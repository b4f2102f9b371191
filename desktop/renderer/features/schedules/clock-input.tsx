import { useState } from 'react';
import { TextInput } from '../../ui/text-input.tsx';
import { readClock } from './read-clock.ts';

export interface ClockInputProps {
  'aria-label': string;
  /** As `06:00`. */
  value: string;
  onChange: (time: string) => void;
}

/** A time of day of 24 hours, whatever the machine's own way of writing it. What is no time yet goes back to what was. */
export function ClockInput({ value, onChange, ...rest }: ClockInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      aria-label={rest['aria-label']}
      inputMode="numeric"
      autoComplete="off"
      maxLength={5}
      value={typed ?? value}
      onFocus={(event) => event.currentTarget.select()}
      onValueChange={(text) => {
        setTyped(text);
        const time = readClock(text);
        if (time !== undefined && text.length >= 4) onChange(time);
      }}
      onBlur={() => {
        const time = readClock(typed ?? '');
        if (time !== undefined) onChange(time);
        setTyped(null);
      }}
      className="mono w-16 text-center"
    />
  );
}
