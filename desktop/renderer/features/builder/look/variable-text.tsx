import { Fragment } from 'react';

const VARIABLE = /(\{\{[^{}]+\}\})/;

/** A text in which `{{variables}}` stand out as what they are. */
export function VariableText({ text }: { text: string }) {
  if (!text.includes('{{')) return text;
  return text.split(VARIABLE).map((part, index) =>
    VARIABLE.test(part) ? (
      <span key={index} className="mono rounded-control bg-accent-soft px-0.5 leading-none text-accent">
        {part.slice(2, -2).trim()}
      </span>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
