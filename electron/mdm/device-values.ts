// Optional values as devices send them. They say "absent" in many ways: without the key, with an empty text, with zeros;
// and one value of a wrong kind is no reason to refuse what stands around it. What is kept is bounded.
import { carried, cutText } from '../core/carried-text.ts';
import { z } from 'zod';

const isBlank = (text: string): boolean => text.trim() === '';

/** A text of at most `max` characters; what is longer is cut, what nothing can carry left out, empty or no text absent. */
export const optionalText = (max = 1024) =>
  z
    .string()
    .transform(carried)
    .transform((text) => (isBlank(text) ? undefined : cutText(text, max)))
    .optional()
    .catch(undefined);

/** An identifier of the hardware: a device without one sends an empty text or zeros. */
export const optionalHardwareId = (max = 256) =>
  z
    .string()
    .transform((text) => (/^[0\s-]*$/.test(text) ? undefined : text.slice(0, max)))
    .optional()
    .catch(undefined);

const versionPattern = /^\d{1,4}(\.\d{1,6}){0,4}( ?\([A-Za-z0-9.]{1,8}\))?$/;

/** True for a version of a system such as `26.1`, or `16.4.1 (a)`. */
export const isSystemVersion = (text: string): boolean => versionPattern.test(text);

/** The version of a system; anything else is absent: what is stored here is counted and compared. */
export const optionalVersion = () =>
  z
    .string()
    .transform((text) => (isSystemVersion(text.trim()) ? text.trim() : undefined))
    .optional()
    .catch(undefined);

/** Whether a device says with this value that it has none. */
export const isAbsent = (value: unknown): boolean =>
  value === undefined || value === 0 || value === 0n || (typeof value === 'string' && /^[0\s-]*$/.test(value));
