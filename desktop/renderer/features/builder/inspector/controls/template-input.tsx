import { Braces } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../../../../ui/icon-button.tsx';
import { Menu } from '../../../../ui/menu.tsx';
import type { MenuEntry } from '../../../../ui/menu-items.tsx';
import { TextArea } from '../../../../ui/text-area.tsx';
import { useBuilder, useBuilderState } from '../../builder-context.tsx';
import { variablesAt } from '../../schema/variables-at.ts';
import { toInput } from '../../recording/to-input.ts';
import { useStepForm, type Path } from '../form-context.tsx';

export interface TemplateInputProps {
  value: string;
  onChange: (value: string) => void;
  'aria-label'?: string;
  placeholder?: string;
  /** Enter begins a new line. */
  lines?: boolean;
  code?: boolean;
  /** Where in the step it stands; given, the text can be made a value that each execution may bring. */
  path?: Path;
}

const VARIABLE = /(\{\{[^{}]*\}\})/;

/** The same text behind the field, of which only the ground of its variables is seen. */
function Chips({ text }: { text: string }) {
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-0 overflow-hidden border border-transparent px-2 py-[3px] text-body break-words whitespace-pre-wrap text-transparent"
    >
      {text.split(VARIABLE).map((part, index) =>
        index % 2 === 1 ? (
          <span key={index} className="rounded-control bg-accent-soft">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </div>
  );
}

/** A text that may hold `{{variables}}`, and a list of those that there are at this step. */
export function TemplateInput({ value, onChange, lines = false, code = false, path, ...rest }: TemplateInputProps) {
  const { t } = useTranslation('builder');
  const { store } = useBuilder();
  const { step, readOnly } = useStepForm();
  const document = useBuilderState((state) => state.document);
  const variables = useMemo(() => variablesAt(document, step.id), [document, step.id]);
  const area = useRef<HTMLTextAreaElement>(null);

  function insert(name: string): void {
    const { selectionStart = value.length, selectionEnd = value.length } = area.current ?? {};
    store.endGesture();
    onChange(`${value.slice(0, selectionStart)}{{${name}}}${value.slice(selectionEnd)}`);
    store.endGesture();
  }

  const entries = variables.map(({ name, from, label }): MenuEntry => ({
    kind: 'act',
    label: `${name} · ${label === '' ? t(`variableFrom.${from}`) : label}`,
    onSelect: () => insert(name),
  }));
  return (
    <div className="flex items-start gap-1">
      <div className="relative min-w-0 flex-1">
        {!code && value.includes('{{') && <Chips text={value} />}
        <TextArea
          {...rest}
          ref={area}
          value={value}
          readOnly={readOnly}
          spellCheck={false}
          rows={code ? 5 : 1}
          onValueChange={onChange}
          onBlur={() => store.endGesture()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && !lines && !code) event.preventDefault();
          }}
          className={code ? 'mono' : 'relative bg-transparent break-words'}
        />
      </div>
      {!readOnly && (
        <Menu
          trigger={<IconButton label={t('variables')} icon={<Braces size={14} strokeWidth={1.75} />} />}
          entries={[
            ...(entries.length > 0
              ? entries
              : [{ kind: 'act' as const, label: t('noVariables'), disabled: true, onSelect: () => undefined }]),
            ...(path === undefined || value === '' || value.includes('{{')
              ? []
              : [
                  { kind: 'line' as const },
                  {
                    kind: 'act' as const,
                    label: t('toInput'),
                    onSelect: () => store.commit(toInput(store.getState().document, step.id, path)),
                  },
                ]),
          ]}
        />
      )}
    </div>
  );
}
