import type { Insertable, Selectable, Updateable } from 'kysely';
import type { DB as Database } from './schema.generated.js';

/** A row as it is read. */
export type Row<Table extends keyof Database> = Selectable<Database[Table]>;

/** A row as it is inserted: columns with a default are optional. */
export type NewRow<Table extends keyof Database> = Insertable<Database[Table]>;

/** Columns to change. */
export type Changes<Table extends keyof Database> = Updateable<Database[Table]>;
