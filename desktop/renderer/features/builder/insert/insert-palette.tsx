import { STEP_TYPES } from '@sri/shared/model/step.ts';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Palette, type CommandGroup } from '../../../ui/palette.tsx';
import { useBuilder, useBuilderState } from '../builder-context.tsx';
import { FAMILIES, familyOf } from '../look/family.ts';
import { typeName } from '../look/step-texts.ts';
import { newStep } from './new-step.ts';

/** Which step to put at the place that was chosen: all types, by family, found by typing. */
export function InsertPalette() {
  const { t } = useTranslation('builder');
  const { store, acts } = useBuilder();
  const place = useBuilderState(({ inserting }) => inserting);
  const groups = useMemo(
    (): CommandGroup[] =>
      FAMILIES.map((family) => ({
        value: t(`family.${family}`),
        items: STEP_TYPES.filter((type) => familyOf(type) === family).map((type) => ({
          id: type,
          label: typeName(t, type),
          also: type,
          run: () => place !== null && acts.insert(place, newStep(type)),
        })),
      })).filter(({ items }) => items.length > 0),
    [t, acts, place],
  );
  return (
    <Palette
      title={t('addTitle')}
      placeholder={t('addSearch')}
      empty={t('addNothing')}
      open={place !== null}
      onOpenChange={(open) => !open && store.setState({ inserting: null })}
      groups={groups}
    />
  );
}
