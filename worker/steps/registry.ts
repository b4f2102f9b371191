import type { StepType } from '@sri/shared/model/step.ts';
import { askCode } from './ask-code.ts';
import { askPerson } from './ask-person.ts';
import { assert } from './assert.ts';
import { back } from './back.ts';
import { checkSession } from './check-session.ts';
import { choose } from './choose.ts';
import { click } from './click.ts';
import { closePage } from './close-page.ts';
import { dialog } from './dialog.ts';
import { download } from './download.ts';
import { drag } from './drag.ts';
import { evaluate } from './evaluate.ts';
import { extractTable } from './extract-table.ts';
import { extract } from './extract.ts';
import { fillSecret } from './fill-secret.ts';
import { fill } from './fill.ts';
import { forEach } from './for-each.ts';
import { hover } from './hover.ts';
import { ifStep } from './if.ts';
import { navigate } from './navigate.ts';
import { ocr } from './ocr.ts';
import { parse } from './parse.ts';
import { pdf } from './pdf.ts';
import { press } from './press.ts';
import { reload } from './reload.ts';
import { repeat } from './repeat.ts';
import { runFlow } from './run-flow.ts';
import { screenshot } from './screenshot.ts';
import { setChecked } from './set-checked.ts';
import { setVariable } from './set-variable.ts';
import type { StepDefinition } from './step.ts';
import { switchPage } from './switch-page.ts';
import { tryStep } from './try.ts';
import { upload } from './upload.ts';
import { waitFor } from './wait-for.ts';
import { wait } from './wait.ts';

type Registry = { readonly [T in StepType]: StepDefinition<T> };

/** Every step type's executor; a type without one does not compile. */
const EXECUTORS: Registry = {
  navigate,
  back,
  reload,
  switchPage,
  closePage,
  click,
  fill,
  fillSecret,
  press,
  choose,
  setChecked,
  hover,
  drag,
  upload,
  dialog,
  waitFor,
  wait,
  assert,
  checkSession,
  screenshot,
  extract,
  extractTable,
  download,
  pdf,
  ocr,
  parse,
  evaluate,
  setVariable,
  if: ifStep,
  forEach,
  repeat,
  try: tryStep,
  runFlow,
  askPerson,
  askCode,
};

/** The executor of a step type. */
export function executorOf<T extends StepType>(type: T): StepDefinition<T> {
  return EXECUTORS[type];
}
