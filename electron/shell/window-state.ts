// Remembers where the window was. A missing, damaged or off-screen state falls back to the default size.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const minimumSize = { width: 960, height: 640 };
const defaultSize = { width: 1280, height: 840 };

const stateSchema = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(minimumSize.width),
  height: z.number().int().min(minimumSize.height),
  maximized: z.boolean(),
});

export type WindowState = z.infer<typeof stateSchema>;

const stateFile = (dataFolder: string) => join(dataFolder, 'window.json');

const overlaps = (window: Rectangle, screen: Rectangle) =>
  window.x < screen.x + screen.width &&
  screen.x < window.x + window.width &&
  window.y < screen.y + screen.height &&
  screen.y < window.y + window.height;

/** Whether the window of this data folder was never closed before. */
export const isFirstClose = (dataFolder: string): boolean => !existsSync(stateFile(dataFolder));

/** Size, and position if it was remembered and still lies on one of the `screens`. */
export const loadWindowState = (
  dataFolder: string,
  screens: readonly Rectangle[],
): { width: number; height: number; maximized: boolean; x?: number; y?: number } => {
  let state: WindowState;
  try {
    state = stateSchema.parse(JSON.parse(readFileSync(stateFile(dataFolder), 'utf8')));
  } catch {
    return { ...defaultSize, maximized: false };
  }
  if (screens.some((screen) => overlaps(state, screen))) return state;
  return { ...defaultSize, maximized: state.maximized };
};

/** Keeps the state for the next start. Failing to do so is not worth a message. */
export const saveWindowState = (dataFolder: string, state: WindowState): void => {
  try {
    writeFileSync(stateFile(dataFolder), JSON.stringify(state));
  } catch {
    // The next start uses the default size.
  }
};
