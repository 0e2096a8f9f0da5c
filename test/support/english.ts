// What the contract answers, with every text for administrators in English, so that tests can compare words.
import type { MethodName, MethodOutput } from '../../shared/ipc/contract.ts';
import type { AdminText } from '../../shared/locales/admin-texts.ts';

/** The type of an answer whose texts are plain English. */
export type InEnglish<T> = T extends AdminText
  ? string
  : T extends readonly unknown[]
    ? { [K in keyof T]: InEnglish<T[K]> }
    : T extends object
      ? { [K in keyof T]: InEnglish<T[K]> }
      : T;

export type EnglishOutput<N extends MethodName> = InEnglish<MethodOutput<N>>;

const isText = (value: object): value is AdminText => 'key' in value && 'english' in value;

const put = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map(put);
  if (isText(value)) return value.english;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, put(inner)]));
};

export const inEnglish = <T>(value: T): InEnglish<T> => put(value) as InEnglish<T>;
