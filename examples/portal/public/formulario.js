'use strict';
(function () {
  const result = document.getElementById('resultado');
  document.querySelector('[aria-label="Calcular flete"]').addEventListener('click', function () {
    result.textContent = 'Flete calculado';
  });
  document.querySelector('[title="Actualizar cotizaciones"]').addEventListener('click', function () {
    result.textContent = 'Cotizaciones actualizadas';
  });
  document.querySelector('[data-testid="enlace-ayuda"]').addEventListener('click', function () {
    result.textContent = 'Ayuda abierta';
  });
  document.getElementById('tecla').addEventListener('keydown', function (event) {
    result.textContent = 'Tecla: ' + event.key;
  });
})();
