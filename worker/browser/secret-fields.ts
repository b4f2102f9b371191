/** Set on a field into which a secret was written, whatever kind of field it is. */
export const SECRET_MARK = 'data-sri-secret';

/** Fields whose content no picture may show (R50), as a CSS selector. */
export const SECRET_FIELDS =
  'input[type="password"], input[autocomplete~="current-password"], input[autocomplete~="new-password"], input[autocomplete~="one-time-code"], input[autocomplete~="cc-number"], input[autocomplete~="cc-csc"], [data-sri-secret]';
