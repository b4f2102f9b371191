/** Fields whose content no picture may show (R50), as a CSS selector. */
export const SECRET_FIELDS =
  'input[type="password"], input[autocomplete~="current-password"], input[autocomplete~="new-password"], input[autocomplete~="one-time-code"], input[autocomplete~="cc-number"], input[autocomplete~="cc-csc"]';
