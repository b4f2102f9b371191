import { CopyButton } from './copy-button.tsx';

/** Text for machines, as it is, with a way to copy it. */
export function CodeBlock({ code, label }: { code: string; label: string }) {
  return (
    <div className="relative rounded-control border border-line bg-sunken">
      <pre aria-label={label} tabIndex={0} className="mono max-h-96 overflow-auto p-3 pr-10 whitespace-pre">
        {code}
      </pre>
      <CopyButton text={code} className="absolute top-1 right-1" />
    </div>
  );
}

/** A value as indented JSON. */
export function JsonBlock({ value, label }: { value: unknown; label: string }) {
  return <CodeBlock code={JSON.stringify(value, null, 2)} label={label} />;
}
