'use strict';
document.getElementById('abrir').addEventListener('click', function () {
  window.open('/ingresar?volver=/pruebas/ventana/lista', 'ingreso', 'width=600,height=500');
});
