import { chromium, type Browser } from 'playwright-core';

/** No traffic of the browser's own, and none that a proxy does not see: QUIC and WebRTC speak UDP. */
const ARGS = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--dns-prefetch-disable',
  '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
  '--webrtc-ip-handling-policy=disable_non_proxied_udp',
];

export interface LaunchOptions {
  executablePath: string;
  /** Address of the egress guard. */
  proxyUrl: string;
  /** Chromium's own sandbox; off only where it cannot be had, as for root. */
  sandbox: boolean;
  /** What the scripts of one page may hold, in MB; a page that wants more crashes alone. */
  pageHeapMb: number;
  /** Further switches, outside production only. */
  extraArgs: readonly string[];
  timeoutMs?: number;
}

/**
 * Starts a headless Chromium in a process group of its own, with the egress guard as its only way out: loopback goes
 * through the guard too. Throws when it does not come up within `timeoutMs` (30 s).
 */
export function launchBrowser(options: LaunchOptions): Promise<Browser> {
  return chromium.launch({
    executablePath: options.executablePath,
    headless: true,
    chromiumSandbox: options.sandbox,
    args: [
      ...ARGS,
      '--proxy-bypass-list=<-loopback>',
      `--js-flags=--max-old-space-size=${options.pageHeapMb}`,
      ...options.extraArgs,
    ],
    proxy: { server: options.proxyUrl },
    // The worker decides when a signal ends the browser.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
    timeout: options.timeoutMs ?? 30_000,
  });
}
