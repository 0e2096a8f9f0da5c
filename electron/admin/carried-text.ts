// What an administrator types and no destination could carry is refused where it comes in.
import { type AdminText, say } from '../../shared/locales/admin-texts.ts';
import { isCarried } from '../core/carried-text.ts';

/**
 * The fields of an input whose text some destination cannot carry, by their path. A file, which comes with its name, and
 * the rows of one, which come with their line, are read cell by cell: there one odd cell must not cost the others.
 */
export const uncarriedFields = (input: unknown): Readonly<Record<string, AdminText>> => {
  const found = new Map<string, AdminText>();
  const look = (value: unknown, path: readonly string[]): void => {
    if (typeof value === 'string') {
      if (!isCarried(value)) found.set(path.join('.'), say('fields.uncarried'));
    } else if (Array.isArray(value)) value.forEach((item, index) => look(item, [...path, String(index)]));
    else if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && !('line' in value)) {
      for (const [key, item] of Object.entries(value)) {
        if (!('fileName' in value) || key === 'fileName') look(item, [...path, key]);
      }
    }
  };
  look(input, []);
  return Object.fromEntries(found);
};
