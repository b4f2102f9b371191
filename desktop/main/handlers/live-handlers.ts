import type { MessageChannelMain, WebContents } from 'electron';
import type { APP_CALLS } from '../../contract/app.ts';
import { IPC_CHANNEL, type PortMessage } from '../../contract/channel.ts';
import type { HandlersOf } from '../ipc/serve.ts';
import type { Push } from '../ipc/push.ts';
import type { ActiveServer } from '../server-connection/active-server.ts';

type LiveCalls = Pick<typeof APP_CALLS, 'live.follow' | 'live.leave' | 'live.watch' | 'live.input'>;

export interface LiveHandlerParts {
  active: ActiveServer;
  push: Push;
  openChannel: () => MessageChannelMain;
}

/** What windows follow: one socket for all of them; a window that goes or loads anew follows nothing any more. */
export function liveHandlers({ active, push, openChannel }: LiveHandlerParts): HandlersOf<LiveCalls> {
  const leaving = new Map<WebContents, Map<string, () => void>>();

  function leavingOf(contents: WebContents): Map<string, () => void> {
    const known = leaving.get(contents);
    if (known !== undefined) return known;
    const mine = new Map<string, () => void>();
    leaving.set(contents, mine);
    const leaveAll = (): void => {
      for (const leave of mine.values()) leave();
      mine.clear();
    };
    contents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) leaveAll();
    });
    contents.once('destroyed', () => {
      leaveAll();
      leaving.delete(contents);
    });
    return mine;
  }

  function leave(contents: WebContents, id: string): void {
    const mine = leaving.get(contents);
    mine?.get(id)?.();
    mine?.delete(id);
  }

  return {
    'live.follow': ({ followId, topic, from }, { contents }) => {
      const live = active.current()?.connection.live;
      if (live === undefined) return;
      const stop = live.subscribe(topic, from, (event) => push(contents, 'live.event', { followId, event }));
      leavingOf(contents).set(followId, stop);
    },
    'live.leave': ({ followId }, { contents }) => leave(contents, followId),
    'live.watch': ({ watchId, jobId, pageId }, { contents }) => {
      const live = active.current()?.connection.live;
      if (live === undefined) return;
      const { port1, port2 } = openChannel();
      const watch = live.frames(jobId, pageId, (message) => port1.postMessage(message));
      leavingOf(contents).set(watchId, () => {
        watch.stop();
        port1.close();
      });
      port1.on('message', () => watch.seen());
      port1.on('close', () => leave(contents, watchId));
      port1.start();
      const message: PortMessage = { sriPort: watchId };
      contents.postMessage(IPC_CHANNEL, message, [port2]);
    },
    'live.input': (message) => active.current()?.connection.live.sendInput(message),
  };
}
