import { useTranslation } from 'react-i18next';
import type { MenuEntry } from '../../../ui/menu-items.tsx';
import { useToast } from '../../../ui/toast.tsx';
import { useBuilder, useBuilderState, type Builder } from '../builder-context.tsx';
import type { DraftStep } from '../document/flow-document.ts';
import { placeAfter } from '../document/tree.ts';

/** Takes a step out, and says how to get it back. */
export function useRemoveStep(): (id: string) => void {
  const { t } = useTranslation('builder');
  const { acts, store } = useBuilder();
  const toast = useToast();
  return (id) => {
    if (acts.remove(id)) toast({ title: t('removed'), action: { label: t('undone'), onSelect: store.undo } });
  };
}

/** Opens the choice of a step that comes after this one; null: at the end. */
export function insertAfter({ store }: Builder, id: string | null): void {
  store.setState({ inserting: placeAfter(store.getState().document, id) });
}

/** What can be done with a step, with the keys that do the same. */
export function useStepMenu(step: DraftStep): readonly MenuEntry[] {
  const { t } = useTranslation('builder');
  const builder = useBuilder();
  const remove = useRemoveStep();
  const { acts, store, readOnly } = builder;
  const isRecording = useBuilderState(({ mark }) => mark !== null);
  const { id } = step;
  if (readOnly) return [{ kind: 'act', label: t('act.copy'), keys: ['Ctrl', 'C'], onSelect: () => acts.copy(id) }];
  return [
    { kind: 'act', label: t('addAfter'), keys: ['N'], onSelect: () => insertAfter(builder, id) },
    ...(isRecording
      ? [
          {
            kind: 'act' as const,
            label: t('recording.moveMark'),
            onSelect: () => store.setState({ mark: { after: id } }),
          },
        ]
      : []),
    { kind: 'act', label: t('act.duplicate'), keys: ['Ctrl', 'D'], onSelect: () => acts.duplicate(id) },
    { kind: 'act', label: t('act.copy'), keys: ['Ctrl', 'C'], onSelect: () => acts.copy(id) },
    { kind: 'line' },
    { kind: 'act', label: t('act.up'), keys: ['Alt', '↑'], onSelect: () => acts.moveBy(id, 'up') },
    { kind: 'act', label: t('act.down'), keys: ['Alt', '↓'], onSelect: () => acts.moveBy(id, 'down') },
    {
      kind: 'act',
      label: t(step.disabled === true ? 'act.enable' : 'act.disable'),
      keys: ['D'],
      onSelect: () => acts.toggleDisabled(id),
    },
    { kind: 'line' },
    { kind: 'act', label: t('act.remove'), keys: ['Supr'], danger: true, onSelect: () => remove(id) },
  ];
}
