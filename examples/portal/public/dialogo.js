'use strict';
(function () {
  const result = document.getElementById('resultado');
  const openAtLoad = document.currentScript.dataset.al === 'cargar';
  document.getElementById('alerta').addEventListener('click', function () {
    window.alert('Hay un mantenimiento programado.');
    result.textContent = 'Aviso cerrado';
  });
  document.getElementById('confirmacion').addEventListener('click', function () {
    result.textContent = window.confirm('¿Desea enviar la solicitud?') ? 'Confirmado' : 'Cancelado';
  });
  document.getElementById('pregunta').addEventListener('click', function () {
    const answer = window.prompt('¿Cuántos camiones?', '1');
    result.textContent = answer === null ? 'Sin respuesta' : 'Camiones: ' + answer;
  });
  if (openAtLoad) {
    window.addEventListener('load', function () {
      window.alert('Su sesión está por vencer.');
      result.textContent = 'Aviso de carga cerrado';
    });
  }
})();
