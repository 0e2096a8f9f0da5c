import { describe, expect, it } from 'vitest';
import { bindIpc, type CallResult } from '../../../electron/shell/ipc.ts';

type Answer = (event: unknown, ...args: unknown[]) => Promise<CallResult>;

const ownFrame = { parent: null, url: 'app://russet/index.html' };

const bind = () => {
  const handlers = new Map<string, Answer>();
  const calls: unknown[][] = [];
  const broadcasts: unknown[][] = [];
  let emit: ((event: unknown) => void) | undefined;
  const unbind = bindIpc({
    ipcMain: {
      handle: (channel, answer) => handlers.set(channel, answer as Answer),
      removeHandler: (channel) => handlers.delete(channel),
    },
    admin: {
      call: (method, input) => {
        calls.push([method, input]);
        return Promise.resolve({ ok: true, value: 42 });
      },
    },
    events: {
      subscribe: (listener) => {
        emit = listener;
        return () => (emit = undefined);
      },
    },
    broadcast: (channel, event) => broadcasts.push([channel, event]),
  });
  const call = (frame: unknown, ...args: unknown[]) => handlers.get('russet:call')?.({ senderFrame: frame }, ...args);
  return {
    handlers,
    calls,
    broadcasts,
    call,
    unbind,
    emit: (event: unknown) => emit?.(event),
    isBound: () => emit !== undefined,
  };
};

describe('the message channels', () => {
  it('answers our own page by the contract', async () => {
    const ipc = bind();
    expect(await ipc.call(ownFrame, 'server.get', {})).toEqual({ ok: true, value: 42 });
    expect(ipc.calls).toEqual([['server.get', {}]]);
  });

  it.each([
    ['a foreign page', { parent: null, url: 'https://example.com/' }],
    ['a frame inside our page', { parent: {}, url: 'app://russet/index.html' }],
    ['a frame that is gone', null],
  ])('rejects %s and does not touch the core', async (_name, frame) => {
    const ipc = bind();
    await expect(ipc.call(frame, 'server.get', {})).rejects.toThrow('access.denied');
    expect(ipc.calls).toEqual([]);
  });

  it('refuses a method name that is no text', async () => {
    const ipc = bind();
    expect(await ipc.call(ownFrame, { toString: 'x' }, {})).toMatchObject({
      ok: false,
      error: { code: 'method.unknown' },
    });
    expect(ipc.calls).toEqual([]);
  });

  it('hands events of the core to the page until unbound', () => {
    const ipc = bind();
    ipc.emit({ topic: 'devices' });
    expect(ipc.broadcasts).toEqual([['russet:event', { topic: 'devices' }]]);
    ipc.unbind();
    expect(ipc.isBound()).toBe(false);
    expect(ipc.handlers.size).toBe(0);
  });
});
