import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import type { PluginOption } from 'vite';

/**
 * What a built page may load: everything from itself. Pictures and files of executions come from the object store, under
 * short-lived links, so pictures may be fetched from elsewhere; scripts and styles may not. Base UI writes a few inline
 * styles, hence `unsafe-inline` for styles alone.
 */
const PAGE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob: http: https:",
  "font-src 'self'",
  "connect-src 'self' ws: wss:",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Writes the policy into the built page; the development server needs inline scripts and gets none. */
function contentSecurityPolicy(): PluginOption {
  return {
    name: 'sri:content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: PAGE_POLICY },
        injectTo: 'head-prepend',
      },
    ],
  };
}

/** Plugins that both homes of the renderer need: the desktop app and the web console. */
export function rendererPlugins(): PluginOption[] {
  return [react(), tailwindcss(), contentSecurityPolicy()];
}
