'use strict';
(function () {
  const before = /** @type {Window | null} */ (window.opener);
  if (before !== null) {
    before.location.assign('/inicio');
    window.close();
  }
})();
