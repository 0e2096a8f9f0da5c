// How a contract method is declared. The contract is data: the console, scripts and the reference page all read it.
import { z } from 'zod';
import type { EventTopic } from './events.ts';

export interface Method<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  /** One sentence for the reference page and `russet methods`. */
  readonly summary: string;
  readonly input: I;
  readonly output: O;
  /** Topics of events after which it may answer something else; none for what acts or is asked for once. */
  readonly reads: readonly EventTopic[];
  /** Field of the input that names the one enrollment it tells of: events that name others change nothing for it. */
  readonly enrollment: string | undefined;
}

/** What a method answers from: the console asks again after events of these topics. */
interface Reading<I extends z.ZodType> {
  readonly reads: readonly EventTopic[];
  readonly enrollment?: keyof z.input<I> & string;
}

/** Declares a contract method; the types of caller and handler follow from its two schemas. */
export const method = <I extends z.ZodType, O extends z.ZodType>(
  summary: string,
  input: I,
  output: O,
  { reads, enrollment }: Reading<I> = { reads: [] },
): Method<I, O> => ({ summary, input, output, reads, enrollment });

export type Api = Readonly<Record<string, Method>>;
export type Input<M extends Method> = z.input<M['input']>;
export type Output<M extends Method> = z.output<M['output']>;

/** Who calls; what a handler may want to note beside the change. */
export interface CallContext {
  /** `console`, `command-line`. */
  readonly actor: string;
}

/** What the core implements for a slice of the contract. */
export type Handlers<A extends Api> = {
  readonly [K in keyof A]: (
    input: z.output<A[K]['input']>,
    context: CallContext,
  ) => Promise<z.input<A[K]['output']>> | z.input<A[K]['output']>;
};

/** Input of a method that takes nothing. */
export const nothing = z.strictObject({});

/** Output of a method that only acts. */
export const done = z.strictObject({});

/** Identifier of a record. */
export const recordId = z.string().min(1).max(128);

/** Milliseconds since the epoch. */
export const timestamp = z.number().int();

/** Paging, search and sorting common to every list; `sortBy` is limited by each list. */
export const listQuery = <const S extends readonly [string, ...string[]]>(sortable: S) =>
  z.strictObject({
    search: z.string().max(200).optional(),
    sortBy: z.enum(sortable).optional(),
    sortDirection: z.enum(['asc', 'desc']).optional(),
    page: z.number().int().min(0).default(0),
    pageSize: z.number().int().min(1).max(500).default(50),
  });

/** One page of a list; `total` counts all rows that match. */
export const pageOf = <R extends z.ZodType>(row: R) => z.strictObject({ rows: z.array(row), total: z.number().int() });

/** Certificates or a key in PEM. */
export const pemText = z.string().min(1).max(200_000);

/** A file made by the core for the person to save. */
export const exportedFile = z.strictObject({ fileName: z.string(), mimeType: z.string(), text: z.string() });
