import type { Dialog } from 'playwright-core';
import type { DialogAnswer } from '@sri/shared/model/step-base.ts';

/** Answers the dialogs of a run's pages. */
export interface DialogAnswers {
  /** A step that acts begins, and says how dialogs that it causes are answered. */
  begin: (answer: DialogAnswer | undefined) => void;
  /** The next dialog that no step has an answer of its own for is answered so. */
  arm: (answer: DialogAnswer) => void;
  answer: (dialog: Dialog) => void;
}

const KINDS: Readonly<Record<string, string>> = {
  alert: 'aviso',
  confirm: 'pregunta',
  prompt: 'pregunta',
  beforeunload: 'aviso al salir',
};
const SHOWN = 500;

/*
 * A step's own answer holds from its beginning until the next step acts, since a portal may ask only after an answer of
 * its server. One that no dialog has met until then waits for the next dialog.
 */
export function createDialogAnswers(log: (level: 'info' | 'warn', message: string) => void): DialogAnswers {
  let own: { answer: DialogAnswer; used: boolean } | undefined;
  let armed: DialogAnswer | undefined;

  function take(): DialogAnswer | undefined {
    if (own !== undefined) {
      own.used = true;
      return own.answer;
    }
    const once = armed;
    armed = undefined;
    return once;
  }

  return {
    begin: (answer) => {
      if (own?.used === false) armed = own.answer;
      own = answer === undefined ? undefined : { answer, used: false };
    },
    arm: (answer) => {
      if (own?.used === true) own = undefined;
      armed = answer;
    },
    answer: (dialog) => {
      const kind = dialog.type();
      const said = take();
      // An alert only wants to be read. To say yes to a question is for a person to decide.
      const accepts = said === undefined ? kind === 'alert' || kind === 'beforeunload' : said.answer === 'accept';
      const text = dialog.message().slice(0, SHOWN);
      const outcome = accepts ? 'aceptado' : 'respondido que no';
      const why = said === undefined ? '' : ', como pide el flujo';
      log(
        accepts || said !== undefined ? 'info' : 'warn',
        `El portal mostró un ${KINDS[kind] ?? 'diálogo'}: «${text}» (${outcome}${why})`,
      );
      const given = said?.text !== undefined && kind === 'prompt' ? said.text : undefined;
      (accepts ? dialog.accept(given) : dialog.dismiss()).catch(() => undefined);
    },
  };
}
