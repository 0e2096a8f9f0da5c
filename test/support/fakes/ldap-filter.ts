// Search filters as they travel (RFC 4511 4.5.1.7), and whether an entry fits them.
import { children, type Tlv } from './ber.ts';

type Values = Readonly<Record<string, readonly (string | Buffer)[]>>;

type Filter =
  | { readonly kind: 'and' | 'or'; readonly parts: readonly Filter[] }
  | { readonly kind: 'not'; readonly part: Filter }
  | { readonly kind: 'equal'; readonly attribute: string; readonly value: Buffer }
  | { readonly kind: 'contains'; readonly attribute: string; readonly texts: readonly string[] }
  | { readonly kind: 'present'; readonly attribute: string };

/** Throws for kinds that the stand-in does not serve. */
export const parseFilter = (filter: Tlv): Filter => {
  switch (filter.tag) {
    case 0xa0:
    case 0xa1:
      return { kind: filter.tag === 0xa0 ? 'and' : 'or', parts: children(filter).map(parseFilter) };
    case 0xa2: {
      const [part] = children(filter);
      if (!part) throw new Error('a "not" without a filter');
      return { kind: 'not', part: parseFilter(part) };
    }
    case 0xa3: {
      const [attribute, value] = children(filter);
      if (!attribute || !value) throw new Error('an incomplete equality');
      return { kind: 'equal', attribute: attribute.value.toString('utf8'), value: value.value };
    }
    case 0xa4: {
      const [attribute, parts] = children(filter);
      if (!attribute || !parts) throw new Error('an incomplete substring filter');
      return {
        kind: 'contains',
        attribute: attribute.value.toString('utf8'),
        texts: children(parts).map(({ value }) => value.toString('utf8').toLowerCase()),
      };
    }
    case 0x87:
      return { kind: 'present', attribute: filter.value.toString('utf8') };
    default:
      throw new Error(`the filter ${filter.tag.toString(16)} is not served`);
  }
};

const valuesOf = (values: Values, attribute: string): readonly (string | Buffer)[] =>
  Object.entries(values).find(([name]) => name.toLowerCase() === attribute.toLowerCase())?.[1] ?? [];

/** Texts are compared without case, bytes as they are. */
export const matches = (filter: Filter, values: Values): boolean => {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matches(part, values));
    case 'or':
      return filter.parts.some((part) => matches(part, values));
    case 'not':
      return !matches(filter.part, values);
    case 'present':
      return valuesOf(values, filter.attribute).length > 0;
    case 'equal':
      return valuesOf(values, filter.attribute).some((value) =>
        typeof value === 'string'
          ? value.toLowerCase() === filter.value.toString('utf8').toLowerCase()
          : value.equals(filter.value),
      );
    case 'contains':
      return valuesOf(values, filter.attribute).some((value) =>
        filter.texts.every((text) => String(value).toLowerCase().includes(text)),
      );
  }
};
