/** What stands at `/` where the console is not built. */
export const NOT_BUILT_PAGE = `<!doctype html>
<html lang="es">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>SRI</title></head>
<body>
<h1>La consola no está construida</h1>
<p>El control plane funciona. Para construir la consola, ejecuta <code>npm run build:console</code> y vuelve a cargar esta página.
En una imagen, <code>CONSOLE_DIR</code> dice en qué carpeta está.</p>
<p lang="en">The console is not built. The control plane works: run <code>npm run build:console</code>, then reload this page.
In an image, <code>CONSOLE_DIR</code> names its folder.</p>
<p><a href="/api/docs">API</a></p>
</body>
</html>
`;
