import { errors } from 'playwright-core';
import { AppError } from '@sri/shared/errors.ts';
import { seconds } from './element-error.ts';
import { plainMessage } from './plain-message.ts';

export const browserCrashed = (what: string): AppError =>
  new AppError('browser_crashed', what, {
    hint: 'Se vuelve a intentar solo. Si ocurre siempre en el mismo paso, la página usa demasiada memoria: divide el flujo.',
  });

/** Why an action waited in vain, from Playwright's own log of its tries. */
function obstacle(text: string): string | null {
  const cover = /<(.{1,160}?)>.{0,200}? intercepts pointer events/s.exec(text);
  if (cover !== null) return `lo tapa otro elemento (<${cover[1]?.split('>')[0] ?? ''}>)`;
  if (/element is not enabled/.test(text)) return 'está deshabilitado';
  if (/element is not editable|element is readonly/i.test(text)) return 'es de solo lectura';
  if (/element is not stable/.test(text)) return 'no deja de moverse';
  if (/element is outside of the viewport/.test(text)) return 'queda fuera de la ventana';
  if (/element is not visible/.test(text)) return 'no se ve';
  if (/did not find some options/.test(text)) return 'no tiene esa opción';
  return null;
}

/**
 * An error of Playwright's as ours: what it was about (`words`, as in "hacer clic en el botón «Buscar»"), how long it may have taken, and why
 * it did not work, as far as its log says. AppErrors pass unchanged.
 */
export function browserError(error: unknown, words: string, timeoutMs: number): AppError {
  if (error instanceof AppError) return error;
  const text = plainMessage(error);
  if (/target crashed|page crashed/i.test(text))
    return browserCrashed('La página se cayó (el proceso del navegador terminó)');
  if (/has been closed|browser has disconnected|target closed|connection closed/i.test(text))
    return browserCrashed('La ventana del navegador se cerró antes de tiempo');
  const cause = { cause: error };
  const several = /strict mode violation: .*? resolved to (\d+) elements/s.exec(text);
  if (several !== null) {
    return new AppError('element_ambiguous', `Al ${words} había ${several[1]} elementos que coinciden`, {
      hint: 'Elige una forma de encontrarlo que coincida con uno solo.',
      ...cause,
    });
  }
  const why = obstacle(text);
  if (error instanceof errors.TimeoutError) {
    const because = why === null ? '' : `: ${why}`;
    return new AppError('step_timeout', `No se pudo ${words} en ${seconds(timeoutMs)}${because}`, {
      hint: 'Mira la captura; puede faltar un paso antes, o hacer falta más tiempo (timeoutMs).',
      ...cause,
    });
  }
  const line = text.split('\n')[0]?.replace(/^[\w.]+: (?:Error: )?/, '') ?? text;
  return new AppError('step_failed', `No se pudo ${words}: ${why ?? line.slice(0, 300)}`, {
    hint: 'Revisa el paso y mira la captura.',
    ...cause,
  });
}
