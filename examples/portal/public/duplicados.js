'use strict';
for (const button of document.querySelectorAll('button.ver')) {
  button.addEventListener('click', function () {
    document.getElementById('resultado').textContent = 'Elegido: ' + button.getAttribute('data-especie');
  });
}
