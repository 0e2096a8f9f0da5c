// What the preload puts on the window; nothing else of Electron reaches the console.
import type { ErrorEnvelope } from '@shared/errors.ts';

export type CallResult =
  { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ErrorEnvelope };

export interface RussetBridge {
  call(method: string, input: unknown): Promise<CallResult>;
  subscribe(listener: (event: unknown) => void): () => void;
}

declare global {
  interface Window {
    readonly russet: RussetBridge;
  }
}
