'use strict';
(function () {
  function hang() {
    for (;;) document.title = 'Bucle';
  }
  if (document.currentScript.dataset.al === 'clic') document.getElementById('colgar').addEventListener('click', hang);
  else hang();
})();
