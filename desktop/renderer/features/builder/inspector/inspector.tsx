import { EllipsisVertical } from 'lucide-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state.tsx';
import { Field } from '../../../ui/field.tsx';
import { Fold } from '../../../ui/fold.tsx';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { useBuilder, useBuilderState, useProblems } from '../builder-context.tsx';
import type { DraftStep } from '../document/flow-document.ts';
import { findStep } from '../document/tree.ts';
import { useStepMenu } from '../keys/use-step-menu.ts';
import { familyOf } from '../look/family.ts';
import { RecordedNotes } from '../recording/recorded-notes.tsx';
import { FamilyGlyph } from '../look/family-glyph.tsx';
import { typeName } from '../look/step-texts.ts';
import { fieldsOf } from '../schema/step-fields.ts';
import { PlainInput } from './controls/plain-input.tsx';
import { JsonInput } from './controls/json-input.tsx';
import { FieldView } from './field-view.tsx';
import { FormProvider, type StepForm } from './form-context.tsx';
import { belongsTo, SECTIONS, sectionOf, type Section } from './sections.ts';

function SectionPart({ step, section, faulty }: { step: DraftStep; section: Section; faulty: boolean }) {
  const { t } = useTranslation('builder');
  const fields = fieldsOf(step.type).filter(
    (field) => sectionOf(step.type, field) === section && belongsTo(step, field),
  );
  if (fields.length === 0) return null;
  const title = t(`section.${section}`);
  const inner = (
    <div className="flex flex-col gap-3">
      {fields.map((field) => (
        <FieldView
          key={field.name}
          field={field}
          value={step[field.name]}
          path={[field.name]}
          hideName={fields.length === 1 && (section === 'element' || section === 'fails')}
        />
      ))}
    </div>
  );
  if (section === 'advanced') {
    const used = fields.some(({ name }) => step[name] !== undefined);
    return (
      <section className="border-t border-line px-4 py-3">
        <Fold key={`${step.id} ${String(faulty)}`} label={title} defaultOpen={used || faulty}>
          {inner}
        </Fold>
      </section>
    );
  }
  return (
    <section aria-label={title} className="flex flex-col gap-2 border-t border-line px-4 py-3">
      <h3 className="text-caption font-semibold text-muted">{title}</h3>
      {inner}
    </section>
  );
}

function StepHead({ step }: { step: DraftStep }) {
  const { t } = useTranslation('builder');
  const menu = useStepMenu(step);
  const name = typeName(t, step.type);
  return (
    <header className="flex items-center gap-2 px-4 pt-3 pb-1">
      <FamilyGlyph family={familyOf(step.type)} />
      <h2 className="min-w-0 flex-1 text-section font-bold">{name}</h2>
      <span className="mono text-muted">{step.id}</span>
      <Menu
        trigger={<IconButton label={t('moreOf', { name })} icon={<EllipsisVertical size={16} strokeWidth={1.75} />} />}
        entries={menu}
      />
    </header>
  );
}

/** Goes to the field that was asked for, or the nearest one around it. */
function useAskedField(step: DraftStep | undefined, box: React.RefObject<HTMLElement | null>): void {
  const { store } = useBuilder();
  const asked = useBuilderState((state) => state.asked);
  useEffect(() => {
    if (asked === null || box.current === null || asked.stepId !== step?.id) return;
    for (let length = asked.path.length; length > 0; length -= 1) {
      const field = box.current.querySelector<HTMLElement>(
        `[data-field="${CSS.escape(asked.path.slice(0, length).join('.'))}"]`,
      );
      const control = field?.querySelector<HTMLElement>('input, textarea, button, [role="combobox"]');
      if (control === null || control === undefined) continue;
      control.focus();
      control.scrollIntoView({ block: 'center' });
      break;
    }
    store.setState({ asked: null });
  }, [asked, step, store, box]);
}

/** What the selected step does, and everything that can be said of it. */
export function Inspector() {
  const { t } = useTranslation('builder');
  const { acts, readOnly } = useBuilder();
  const step = useBuilderState(({ document, selected }) => findStep(document, selected));
  const all = useProblems();
  const problems = useMemo(() => all.filter(({ stepId }) => stepId !== null && stepId === step?.id), [all, step?.id]);
  const box = useRef<HTMLDivElement>(null);
  useAskedField(step, box);
  const form = useMemo(
    (): StepForm | undefined =>
      step && { step, readOnly, problems, set: (path, value) => acts.set(step.id, path, value) },
    [step, readOnly, problems, acts],
  );
  if (step === undefined || form === undefined) return <EmptyState title={t('none.title')} text={t('none.text')} />;
  const known = fieldsOf(step.type).length > 0;
  return (
    <FormProvider value={form}>
      <div ref={box} key={step.id} data-inspector className="flex min-h-0 flex-1 flex-col overflow-y-auto pb-6">
        <StepHead step={step} />
        <RecordedNotes step={step} />
        <div className="px-4 pt-1 pb-3" data-field="name">
          <Field label={t('name')} hint={t('nameHint')}>
            <PlainInput
              value={step.name ?? ''}
              onChange={(name) => acts.set(step.id, ['name'], name === '' ? undefined : name)}
            />
          </Field>
        </div>
        {known ? (
          SECTIONS.map((section) => (
            <SectionPart
              key={section}
              step={step}
              section={section}
              faulty={problems.some(({ path }) =>
                fieldsOf(step.type).some((field) => field.name === path[0] && sectionOf(step.type, field) === section),
              )}
            />
          ))
        ) : (
          <section className="border-t border-line px-4 py-3">
            <Field label={t('unknownType', { type: step.type })}>
              <JsonInput value={step} onChange={() => undefined} />
            </Field>
          </section>
        )}
      </div>
    </FormProvider>
  );
}
