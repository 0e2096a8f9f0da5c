// Random handles and the digests under which they are stored.
import { createHash } from 'node:crypto';
import type { RandomBytes } from './ports.ts';

/** SHA-256 in hex. The secrets hashed here are 256 random bits, so neither salt nor a slow hash is needed. */
export const sha256 = (secret: string): string => createHash('sha256').update(secret, 'utf8').digest('hex');

/** 256 random bits, safe in URLs and headers. */
export const randomToken = (random: RandomBytes): string => random(32).toString('base64url');

/** 128 random bits in hex, for identifiers. */
export const randomHandle = (random: RandomBytes): string => random(16).toString('hex');
