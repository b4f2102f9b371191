import type { PortMessage } from '../../contract/channel.ts';
import type { FrameMessage, FrameWatch, StreamEvent, Topic } from '../../contract/live.ts';
import type { Bridge } from './bridge.ts';
import type { DesktopCalls } from './desktop-call.ts';

/** Follows topics: the main process holds the one socket and says of each event whom it is for. */
function subscriber({ call, listen }: DesktopCalls): Bridge['subscribe'] {
  const followers = new Map<string, (event: StreamEvent) => void>();
  listen('live.event', ({ followId, event }) => followers.get(followId)?.(event));
  return (topic: Topic, from, on) => {
    const followId = crypto.randomUUID();
    followers.set(followId, on);
    void call('live.follow', { followId, topic, from });
    return () => {
      followers.delete(followId);
      void call('live.leave', { followId });
    };
  };
}

/** Resolves with the port that the main process sends for a watch. */
function portFor(watchId: string): Promise<MessagePort> {
  return new Promise((resolve) => {
    const hear = ({ data, ports, origin }: MessageEvent<PortMessage | null>): void => {
      const [port] = ports;
      if (origin !== location.origin || port === undefined || data?.sriPort !== watchId) return;
      removeEventListener('message', hear);
      resolve(port);
    };
    addEventListener('message', hear);
  });
}

/** Pictures of a page through a port of their own, past the calls. */
function watcher({ call }: DesktopCalls): Bridge['frames'] {
  return (jobId, pageId, on): FrameWatch => {
    const watchId = crypto.randomUUID();
    let port: MessagePort | null = null;
    let stopped = false;
    const listenAt = async (): Promise<void> => {
      const opened = await portFor(watchId);
      if (stopped) return opened.close();
      port = opened;
      opened.addEventListener('message', ({ data }: MessageEvent<FrameMessage>) => on(data));
      opened.start();
    };
    void listenAt();
    void call('live.watch', { watchId, jobId, pageId });
    return {
      seen: () => port?.postMessage('seen'),
      stop: () => {
        stopped = true;
        port?.close();
      },
    };
  };
}

/** What happens now, in the desktop app. */
export function desktopLive(calls: DesktopCalls): Pick<Bridge, 'subscribe' | 'frames' | 'sendInput'> {
  return {
    subscribe: subscriber(calls),
    frames: watcher(calls),
    sendInput: (message) => void calls.call('live.input', message),
  };
}
