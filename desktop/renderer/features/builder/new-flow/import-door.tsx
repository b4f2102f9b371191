import type { AppError, FieldFault } from '@sri/shared/errors.ts';
import { FLOW_FILE_FORMAT, type FormatNote, type ImportFormat } from '@sri/shared/protocol/api/flow-drafts.ts';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useAct } from '../../../domain/use-act.ts';
import { useWhyNot } from '../../../domain/use-me.ts';
import { Button } from '../../../ui/button.tsx';

/** Enough to tell a flow's file and a recording of Chrome from any other; the server looks at the rest. */
const ownSchema = z.looseObject({ format: z.literal(FLOW_FILE_FORMAT), name: z.string() });
const recordingSchema = z.looseObject({ title: z.string(), steps: z.array(z.looseObject({ type: z.string() })) });

interface ChosenFile {
  as: ImportFormat;
  name: string;
  document: Record<string, unknown>;
}

function read(text: string): ChosenFile | null {
  try {
    const value: unknown = JSON.parse(text);
    const own = ownSchema.safeParse(value).data;
    if (own !== undefined) return { as: 'sri', name: own.name, document: own };
    const recording = recordingSchema.safeParse(value).data;
    return recording === undefined ? null : { as: 'chrome-recorder', name: recording.title, document: recording };
  } catch {
    return null;
  }
}

interface Made {
  flowId: string;
  notes: readonly FormatNote[];
}

/** What of a file has no equal here, before its flow is opened. */
function Notes({ made: { flowId, notes }, onOpen }: { made: Made; onOpen: (flowId: string) => void }) {
  const { t } = useTranslation('builder');
  return (
    <div role="status" className="flex flex-col items-start gap-2">
      <p className="font-semibold">{t('new.notes', { count: notes.length })}</p>
      <ul className="max-h-60 list-disc overflow-y-auto pl-5">
        {notes.map(({ at, message }) => (
          <li key={`${at} ${message}`}>
            <span className="mono">{at}</span> <span lang="es">{message}</span>
          </li>
        ))}
      </ul>
      <Button variant="primary" onClick={() => onOpen(flowId)}>
        {t('new.openFlow')}
      </Button>
    </div>
  );
}

/** Makes a flow of a file that SRI or Chrome's recorder wrote; says what of it cannot be taken. */
export function ImportDoor({ providerId, onDone }: { providerId: string | null; onDone: (flowId: string) => void }) {
  const { t } = useTranslation('builder');
  const whyNot = useWhyNot('flows:write');
  const { act, busy } = useAct();
  const file = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<readonly FieldFault[]>([]);
  const [isWrong, setIsWrong] = useState(false);
  const [made, setMade] = useState<Made | null>(null);

  async function take(chosen: File | undefined): Promise<void> {
    if (chosen === undefined || providerId === null) return;
    setFaults([]);
    setMade(null);
    const file = read(await chosen.text());
    setIsWrong(file === null);
    if (file === null) return;
    const { as, name, document } = file;
    const onRefused = ({ errors }: AppError): boolean => {
      setFaults(errors);
      return errors.length > 0;
    };
    const done = t('new.imported', { name });
    const created = await act(
      'importFlow',
      { query: { as }, body: { providerId, document } },
      { done, renews: ['listFlows'], onRefused },
    );
    if (created === null) return;
    if (created.answer.notes.length === 0) onDone(created.answer.flowId);
    else setMade(created.answer);
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
      {made !== null && <Notes made={made} onOpen={onDone} />}
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
