// The bridge between the page and the core: two functions, whatever the contract grows to. Never hands out ipcRenderer.
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

contextBridge.exposeInMainWorld('russet', {
  /** Calls a contract method; resolves with `{ ok: true, value }` or `{ ok: false, error }`. */
  call: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke('russet:call', method, input),

  /** Calls `listener` with every event of the core until the returned function is called. */
  subscribe: (listener: (event: unknown) => void): (() => void) => {
    const forward = (_event: IpcRendererEvent, event: unknown) => {
      listener(event);
    };
    ipcRenderer.on('russet:event', forward);
    return () => {
      ipcRenderer.removeListener('russet:event', forward);
    };
  },
});
