import type BetterSqlite3 from 'better-sqlite3';

declare const writable: unique symbol;

/** A connection that may only read. Worker threads of the owner get this one. */
export type ReadableDb = BetterSqlite3.Database;
/** The one writing connection of the owner; branded so that a read-only one can't be passed where rows are written. */
export type WritableDb = BetterSqlite3.Database & { readonly [writable]: true };

/** What a column of a STRICT table holds here. */
export type SqlValue = string | number | null;
/** What is written: a `bigint` as a whole number, whatever the type of its column. */
export type SqlRow = Record<string, SqlValue | bigint>;
