import { TextInput } from '../../../../ui/text-input.tsx';
import { useBuilder } from '../../builder-context.tsx';
import { useStepForm } from '../form-context.tsx';

export interface PlainInputProps {
  value: string;
  onChange: (value: string) => void;
  'aria-label'?: string | undefined;
  placeholder?: string | undefined;
  mono?: boolean;
}

/** A line of text whose typing is one entry of the history. */
export function PlainInput({ value, onChange, mono = false, ...rest }: PlainInputProps) {
  const { store } = useBuilder();
  const { readOnly } = useStepForm();
  return (
    <TextInput
      {...rest}
      value={value}
      readOnly={readOnly}
      spellCheck={false}
      onValueChange={onChange}
      onBlur={() => store.endGesture()}
      className={mono ? 'mono' : undefined}
    />
  );
}
