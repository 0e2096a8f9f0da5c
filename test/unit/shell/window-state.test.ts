import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFirstClose, loadWindowState, saveWindowState } from '../../../electron/shell/window-state.ts';

const screen = { x: 0, y: 0, width: 1920, height: 1080 };
const state = { x: 100, y: 80, width: 1200, height: 800, maximized: true };

describe('the remembered window', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'russet-window-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('comes back where it was', () => {
    saveWindowState(folder, state);
    expect(loadWindowState(folder, [screen])).toEqual(state);
  });

  it('knows the very first close, after which it says that the program goes on', () => {
    expect(isFirstClose(folder)).toBe(true);
    saveWindowState(folder, state);
    expect(isFirstClose(folder)).toBe(false);
  });

  it('comes back on a screen that exists, should its own be gone', () => {
    saveWindowState(folder, { ...state, x: 3000 });
    expect(loadWindowState(folder, [screen])).toEqual({ width: 1280, height: 840, maximized: true });
  });

  it.each(['', 'x', '{"x":1}', '{"x":0,"y":0,"width":1,"height":1,"maximized":false}'])(
    'ignores a damaged state: %s',
    (text) => {
      writeFileSync(join(folder, 'window.json'), text);
      expect(loadWindowState(folder, [screen])).toEqual({ width: 1280, height: 840, maximized: false });
    },
  );

  it('does not fail where nothing can be written', () => {
    expect(() => {
      saveWindowState(join(folder, 'missing'), state);
    }).not.toThrow();
  });
});
