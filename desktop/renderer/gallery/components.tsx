import { FloatingParts } from './floating-parts.tsx';
import { FormParts } from './form-parts.tsx';
import { MessageParts } from './message-parts.tsx';
import { StructureParts } from './structure-parts.tsx';

/** Every part of `ui/`. */
export function Components() {
  return (
    <>
      <FormParts />
      <FloatingParts />
      <StructureParts />
      <MessageParts />
    </>
  );
}
