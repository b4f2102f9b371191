import type { CDPSession } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import { timeLeft, within } from '../browser/scope.ts';
import { describeValue, isRecord } from './describe-value.ts';
import { defineStep, type StepContext } from './step.ts';

interface RemoteObject {
  type: string;
  subtype?: string;
  value?: unknown;
  unserializableValue?: string;
  description?: string;
  objectId?: string;
}
interface Evaluated {
  result: RemoteObject;
  exceptionDetails?: { text: string; exception?: RemoteObject };
}

/** Room in the result's text, in characters. */
const MAX_RESULT = 20_000_000;
/** Objects that come out as `{}` if they are copied, which nobody meant. */
const NOT_JSON: Readonly<Record<string, string>> = {
  node: 'un elemento de la página',
  date: 'una fecha: usa .toISOString()',
  map: 'un Map: usa Object.fromEntries(...)',
  set: 'un Set: usa Array.from(...)',
  regexp: 'una expresión regular',
  weakmap: 'un WeakMap',
  promise: 'una promesa',
  proxy: 'un Proxy',
};

const refuse = (message: string, hint: string): AppError => new AppError('step_failed', message, { hint });

function thrown({ text, exception }: NonNullable<Evaluated['exceptionDetails']>): AppError {
  const said = exception?.description ?? (exception?.value === undefined ? text : JSON.stringify(exception.value));
  return refuse(
    `La expresión terminó con un error: ${said.split('\n').slice(0, 2).join(' ').slice(0, 500)}`,
    'Corrige la expresión; una instrucción como return va dentro de (() => { ... })().',
  );
}

/** Refuses what JSON has no word for. */
function refuseOdd({ type, subtype, unserializableValue, description }: RemoteObject): void {
  const odd =
    unserializableValue ??
    (type === 'function' ? 'una función: falta llamarla, con () al final' : undefined) ??
    (type === 'symbol' ? 'un símbolo' : undefined) ??
    (subtype === undefined ? undefined : NOT_JSON[subtype]) ??
    (subtype === 'error' ? `un error (${description?.split('\n')[0] ?? ''})` : undefined);
  if (odd !== undefined)
    throw refuse(`La expresión da ${odd}`, 'Su valor tiene que ser JSON: texto, número, sí o no, lista u objeto.');
}

/*
 * Through the browser's own protocol instead of page.evaluate: the value is copied by the engine, so that a page which replaced JSON or Array
 * functions cannot change or break it, and a script that never ends can be ended from outside.
 */
async function evaluateInPage(cdp: CDPSession, expression: string, timeout: number): Promise<unknown> {
  const first: Evaluated = await cdp.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    timeout,
    userGesture: true,
  });
  if (first.exceptionDetails !== undefined) throw thrown(first.exceptionDetails);
  refuseOdd(first.result);
  const { objectId } = first.result;
  if (objectId === undefined) return first.result.value ?? null;
  try {
    const copied: Evaluated = await cdp.send('Runtime.callFunctionOn', {
      objectId,
      functionDeclaration: 'function () { return this }',
      returnByValue: true,
    });
    return copied.result.value ?? null;
  } catch {
    throw refuse(
      'El valor de la expresión no se puede copiar: es circular o demasiado profundo',
      'Devuelve solo los campos que necesitas.',
    );
  }
}

async function run(expression: string, context: StepContext): Promise<unknown> {
  const { page, scope } = context;
  const cdp = await within(scope, page.context().newCDPSession(page));
  try {
    return await within(scope, evaluateInPage(cdp, expression, Math.max(1, timeLeft(scope))));
  } catch (error) {
    if (error instanceof AppError) throw error;
    if (timeLeft(scope) === 0) {
      throw new AppError('step_timeout', `La expresión no terminó en ${Math.round(context.timeoutMs / 1000)} s`, {
        hint: 'Puede tener un bucle sin fin o esperar algo que no llega.',
        cause: error,
      });
    }
    throw error;
  } finally {
    cdp.detach().catch(() => undefined);
  }
}

export const evaluate = defineStep({
  type: 'evaluate',
  describe: () => 'evaluar una expresión en la página',
  run: async ({ expression }, context) => {
    const value = await run(expression, context);
    if (JSON.stringify(value).length > MAX_RESULT)
      throw refuse('El valor de la expresión es demasiado grande', 'Devuelve solo los campos que necesitas.');
    const isData = isRecord(value) || (Array.isArray(value) && value.length > 0 && value.every(isRecord));
    return { status: 'passed', message: describeValue(value), value, isData };
  },
});
