/** The first piece of SQL in a text that only SQLite speaks; undefined without any. */
export declare const dialectIn: (text: string) => string | undefined;
