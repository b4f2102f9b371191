import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Router, type Response } from 'express';
import { ERROR_CODES } from '@sri/shared/errors.ts';
import type { Endpoint } from '@sri/shared/protocol/api/endpoint.ts';
import { openApiDocument } from './openapi.ts';
import { PAGE_POLICY } from './security-headers.ts';

const FILES = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

const START = `window.ui = SwaggerUIBundle({
  url: '/api/openapi.json',
  dom_id: '#operations',
  deepLinking: false,
  validatorUrl: null,
  tryItOutEnabled: true,
});
`;

function page(): string {
  const errors = Object.entries(ERROR_CODES).map(
    ([code, { status, retryable }]) =>
      `<tr id="error-${code}"><td><code>${code}</code></td><td>${status}</td><td>${retryable ? 'yes' : 'no'}</td></tr>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SRI API</title>
<link rel="icon" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
</head>
<body>
<div id="operations"></div>
<section class="swagger-ui"><div class="wrapper">
<h2>Error codes</h2>
<p>Every refusal is a problem document (RFC 9457) with one of these in <code>code</code>, and what to do next in <code>hint</code>.</p>
<table><thead><tr><th>code</th><th>status</th><th>worth trying again</th></tr></thead><tbody>${errors.join('\n')}</tbody></table>
</div></section>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;
}

/** `/api/openapi.json`, and `/api/docs` to browse it: served from here alone, nothing is fetched from elsewhere. */
export function docsRouter(endpoints: readonly Endpoint[]): Router {
  const router = Router();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  let document: string | undefined;
  const ours = (response: Response, type: string): Response =>
    response.set('Content-Security-Policy', PAGE_POLICY).type(type);
  router.get('/api/openapi.json', (_request, response) => {
    document ??= JSON.stringify(openApiDocument(endpoints));
    response.type('json').send(document);
  });
  router.get('/api/docs', (_request, response) => void ours(response, 'html').send(page()));
  router.get('/api/docs/start.js', (_request, response) => void ours(response, 'js').send(START));
  for (const file of FILES) {
    router.get(`/api/docs/${file}`, (_request, response) => {
      response.set('Cache-Control', 'public, max-age=86400').sendFile(join(folder, file), { cacheControl: false });
    });
  }
  return router;
}
