// What the core needs from outside. A shell (desktop, headless) or a test supplies these; nothing else differs between them.

import type { AdminText, ShownText } from '../../shared/locales/admin-texts.ts';

/** Time. Every deadline, expiry and background job reads it here, so that tests can move it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Calls `run` once after `delayMs`; the returned function cancels it and may be called at any time. */
  schedule(delayMs: number, run: () => void): () => void;
}

export type LogFields = Readonly<Record<string, unknown>>;

/**
 * Structured log of the program itself (not the device log that the admin reads). Never give it a secret. What was caught
 * goes into the field `error` as it is: the log writes its message, stack and causes.
 */
export interface Logger {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
}

/** Encrypts what must not lie readable on disk: private keys, tokens, UnlockToken, bootstrap tokens. */
export interface SecretBox {
  /** How the data key itself is protected; the console tells the admin. */
  readonly protection: 'operating-system' | 'key-file';
  seal(plain: Uint8Array): Uint8Array;
  /** Throws `secrets.unreadable` if the bytes were sealed by another key or were altered. */
  open(sealed: Uint8Array): Uint8Array;
}

/** The notifications of the operating system. A shell without a desktop has none. */
export interface DesktopNotifier {
  /** In the language of the console. */
  show(notification: { readonly title: AdminText; readonly text: ShownText }): void;
}

/** Where Apple's services are. Configuration, never a branch: tests point these at loopback. */
export interface AppleEndpoints {
  /** Origin of the APNs host, such as `https://api.push.apple.com:443`. */
  readonly pushOrigin: string;
  /** PEM certificates trusted as push servers in addition to the system's. */
  readonly pushTrustedCertificates: readonly string[];
}

/** Where Microsoft's services are. Configuration like Apple's. */
export interface EntraEndpoints {
  /** Origin of the sign-in service. */
  readonly loginOrigin: string;
  /** Origin of Microsoft Graph. */
  readonly graphOrigin: string;
  /** PEM certificates trusted in addition to the public authorities. */
  readonly trustedCertificates: readonly string[];
}

/** The running clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(delayMs, run) {
    const timer = setTimeout(run, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

export const silentLogger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
