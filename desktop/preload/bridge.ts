import { contextBridge } from 'electron';

/** What the renderer sees of the desktop. Calls are added with the IPC contract of the console. */
contextBridge.exposeInMainWorld('sri', { platform: process.platform });
