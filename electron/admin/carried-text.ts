// What an administrator types ends up in property lists, mails, certificates and pages, and not all of those can carry
// every character: XML has neither control characters nor half of a pair. It is refused where it comes in, at every door.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';

/** Control characters but tab and line breaks, halves of a surrogate pair, and what Unicode calls no characters. */
const uncarried = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/**
 * The fields of an input whose text some destination cannot carry, by their path. A file, which comes with its name, is
 * read cell by cell: there one odd cell must not cost the others.
 */
export const uncarriedFields = (input: unknown): Readonly<Record<string, AdminText>> => {
  const found = new Map<string, AdminText>();
  const look = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      if (uncarried.test(value)) found.set(path.join('.'), say('fields.uncarried'));
    } else if (Array.isArray(value)) value.forEach((item, index) => look(item, [...path, String(index)]));
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array)) {
      for (const [key, item] of Object.entries(value)) {
        if (!('fileName' in value) || key === 'fileName') look(item, [...path, key]);
      }
    }
  };
  look(input, []);
  return Object.fromEntries(found);
};
