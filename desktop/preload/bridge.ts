import { contextBridge, ipcRenderer } from 'electron';
import { IPC_CHANNEL, type PortMessage, type SriWindow } from '../contract/channel.ts';

type Message = { event: string; payload: unknown } | PortMessage;
const listeners = new Map<string, Set<(payload: unknown) => void>>();

ipcRenderer.on(IPC_CHANNEL, ({ ports }, message: Message) => {
  // A port cannot go through the context bridge: the page gets it as a message of its own window.
  if ('sriPort' in message) return window.postMessage(message, location.origin, ports);
  for (const listener of listeners.get(message.event) ?? []) listener(message.payload);
});

const sri: SriWindow = {
  invoke: (name, input) => ipcRenderer.invoke(IPC_CHANNEL, name, input),
  on: (name, listener) => {
    const those = listeners.get(name) ?? new Set();
    listeners.set(name, those.add(listener));
    return () => void those.delete(listener);
  },
};

contextBridge.exposeInMainWorld('sri', sri);
