import type { Database, NewRow } from '@sallyport/db';

/** Columns a test sets itself; the organisation is always given on its own. */
export type Overrides<Table extends keyof Database> = Partial<Omit<NewRow<Table>, 'org_id'>>;
