import { expect, test } from 'vitest';
import { flowInputsSchema, flowStepsSchema } from '@sri/shared/model/flow.ts';
import { TEMPLATES } from './templates.ts';

test.each(TEMPLATES.map((template) => [template.id, template] as const))('%s is a flow as it stands', (_, template) => {
  const steps = template.stepsAt('https://portal.example');
  expect(flowStepsSchema.safeParse(steps).error).toBeUndefined();
  expect(flowInputsSchema.safeParse(template.inputs).error).toBeUndefined();
  const named = [...JSON.stringify(steps).matchAll(/\{\{inputs\.([^}]+)\}\}/g)].map(([, name]) => name ?? '');
  expect(Object.keys(template.inputs).toSorted()).toEqual([...new Set(named)].toSorted());
});
