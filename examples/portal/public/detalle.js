// The link itself opens the iframe (its target names it); this only shows and hides the panel around it.
'use strict';
(function () {
  const panel = document.getElementById('panel-detalle');
  const frame = document.getElementById('marco-detalle');
  for (const link of document.querySelectorAll('a.detalle')) {
    link.addEventListener('click', function () {
      for (const row of document.querySelectorAll('tr.elegida')) row.classList.remove('elegida');
      link.closest('tr').classList.add('elegida');
      panel.hidden = false;
    });
  }
  frame.addEventListener('load', function () {
    if (!panel.hidden) panel.scrollIntoView({ block: 'nearest' });
  });
  document.getElementById('cerrar-detalle').addEventListener('click', function () {
    panel.hidden = true;
    frame.src = 'about:blank';
    for (const row of document.querySelectorAll('tr.elegida')) row.classList.remove('elegida');
  });
})();
