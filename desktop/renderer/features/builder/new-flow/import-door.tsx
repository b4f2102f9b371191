import type { AppError, FieldFault } from '@sri/shared/errors.ts';
import { FLOW_FILE_FORMAT } from '@sri/shared/protocol/api/flow-drafts.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useAct } from '../../../domain/use-act.ts';
import { useWhyNot } from '../../../domain/use-me.ts';
import { Button } from '../../../ui/button.tsx';

/** Enough to tell a flow's file from any other; the server looks at the rest. */
const fileSchema = z.looseObject({ format: z.literal(FLOW_FILE_FORMAT), name: z.string() });

function read(text: string): z.infer<typeof fileSchema> | null {
  try {
    const parsed = fileSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}

/** Makes a flow of a file that SRI wrote; says what of it cannot be taken. */
export function ImportDoor({ providerId, onDone }: { providerId: string | null; onDone: (flowId: string) => void }) {
  const { t } = useTranslation('builder');
  const whyNot = useWhyNot('flows:write');
  const { act, busy } = useAct();
  const file = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [isWrong, setIsWrong] = useState(false);

  async function take(chosen: File | undefined): Promise<void> {
    if (chosen === undefined || providerId === null) return;
    setFaults([]);
    const document = read(await chosen.text());
    setIsWrong(document === null);
    if (document === null) return;
    const onRefused = ({ errors }: AppError): boolean => {
      setFaults(errors);
      return errors.length > 0;
    };
    const done = t('new.imported', { name: document.name });
    const created = await act(
      'importFlow',
      { body: { providerId, document } },
      { done, renews: ['listFlows'], onRefused },
    );
    if (created !== null) onDone(created.answer.flowId);
  }

  return (
    <>
      <Button
        busy={busy}
        disabledReason={whyNot ?? (providerId === null ? t('new.needsPortal') : undefined)}
        onClick={() => file.current?.click()}
      >
        {t('new.chooseFile')}
      </Button>
      <input
        ref={file}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('new.chooseFile')}
        onChange={(event) => {
          const [chosen] = event.target.files ?? [];
          event.target.value = '';
          void take(chosen);
        }}
      />
      {isWrong && (
        <p role="alert" className="text-failure">
          {t('new.wrongFile')}
        </p>
      )}
      {faults.length > 0 && (
        <div role="alert" className="text-failure">
          <p>{t('new.fileFaults')}</p>
          <ul className="list-disc pl-5">
            {faults.slice(0, 10).map(({ field, message }) => (
              <li key={field}>
                <span className="mono">{field}</span> <span lang="en">{message}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
