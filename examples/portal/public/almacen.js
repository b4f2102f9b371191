'use strict';
(function () {
  const megabytes = Number(document.currentScript.dataset.mb);
  const result = document.getElementById('resultado');
  for (let index = 1; index <= megabytes; index += 1) {
    localStorage.setItem('prueba-' + index, 'x'.repeat(1024 * 1024));
  }
  result.textContent = 'Esta página guardó ' + megabytes + ' MB';
})();
