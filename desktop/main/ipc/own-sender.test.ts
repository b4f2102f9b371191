import type { IpcMainInvokeEvent, WebContents, WebFrameMain } from 'electron';
import { expect, test } from 'vitest';
import { ownSender } from './own-sender.ts';

const ORIGIN = 'app://console';
const frame = (origin: string) => ({ origin }) as WebFrameMain;
const contentsOf = (mainFrame: WebFrameMain) => ({ mainFrame }) as WebContents;

const main = frame(ORIGIN);
const ours = contentsOf(main);
const isOwn = ownSender({ has: (contents) => contents === ours }, [ORIGIN]);
const from = (sender: WebContents, senderFrame: WebFrameMain | null) =>
  isOwn({ sender, senderFrame } satisfies Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>);

test('R55 only the main frame of one of our windows is heard, and only on our own page', () => {
  expect(from(ours, main)).toBe(true);
  expect(from(ours, frame(ORIGIN))).toBe(false);
  expect(from(ours, null)).toBe(false);
  const embedded = frame(ORIGIN);
  expect(from(contentsOf(embedded), embedded)).toBe(false);
  const elsewhere = frame('https://portal.example');
  const moved = contentsOf(elsewhere);
  expect(ownSender({ has: () => true }, [ORIGIN])({ sender: moved, senderFrame: elsewhere })).toBe(false);
});
