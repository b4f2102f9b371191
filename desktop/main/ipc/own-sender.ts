import type { IpcMainInvokeEvent, WebContents } from 'electron';

/**
 * Says whether a call comes from the app's own page: the main frame of a window that we opened, at our own origin. "Has
 * a window" would be too weak: foreign pages are embedded in the same window.
 */
export function ownSender(windows: { has: (contents: WebContents) => boolean }, origins: readonly string[]) {
  return ({ sender, senderFrame }: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>): boolean =>
    senderFrame !== null &&
    windows.has(sender) &&
    senderFrame === sender.mainFrame &&
    origins.includes(senderFrame.origin);
}
