import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { scannedPdf } from '../../../worker/test/scanned-pdf.ts';

const PAGE = { width: 794, height: 1123 };
/** 200 dots an inch, of a page that is measured in 96. */
const SCALE = 200 / 96;

/** A site that hands out a text as a scanner would: a PDF whose one page is a picture. */
export async function startScanOffice(browser: Browser, text: string): Promise<{ url: string; close: () => void }> {
  const page = await browser.newPage({ viewport: PAGE, deviceScaleFactor: SCALE });
  await page.setContent(
    '<!doctype html><style>body{margin:72px 64px;font:16px/1.7 serif;white-space:pre-wrap}</style><body>',
  );
  await page.evaluate((words) => void (document.body.textContent = words), text);
  const jpeg = await page.screenshot({ type: 'jpeg', quality: 85 });
  await page.close();
  const pdf = scannedPdf([{ jpeg, width: Math.round(PAGE.width * SCALE), height: Math.round(PAGE.height * SCALE) }]);
  const server = createServer((_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/pdf',
      'content-disposition': 'attachment; filename="constancia.pdf"',
    });
    response.end(pdf);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/constancia.pdf`, close };
}
