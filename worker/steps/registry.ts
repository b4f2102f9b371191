import type { StepType } from '@sri/shared/model/step.ts';
import { askCode } from './ask-code.ts';
import { assert } from './assert.ts';
import { choose } from './choose.ts';
import { click } from './click.ts';
import { download } from './download.ts';
import { evaluate } from './evaluate.ts';
import { extractTable } from './extract-table.ts';
import { extract } from './extract.ts';
import { fill } from './fill.ts';
import { forEach } from './for-each.ts';
import { hover } from './hover.ts';
import { ifStep } from './if.ts';
import { navigate } from './navigate.ts';
import { press } from './press.ts';
import { screenshot } from './screenshot.ts';
import { setChecked } from './set-checked.ts';
import { setVariable } from './set-variable.ts';
import type { StepDefinition } from './step.ts';
import { waitFor } from './wait-for.ts';

type Registry = { readonly [T in StepType]: StepDefinition<T> };

/** Every step type's executor; a type without one does not compile. */
const EXECUTORS: Registry = {
  navigate,
  click,
  fill,
  press,
  choose,
  setChecked,
  hover,
  waitFor,
  assert,
  screenshot,
  extract,
  extractTable,
  download,
  evaluate,
  setVariable,
  askCode,
  if: ifStep,
  forEach,
};

/** The executor of a step type. */
export function executorOf<T extends StepType>(type: T): StepDefinition<T> {
  return EXECUTORS[type];
}
