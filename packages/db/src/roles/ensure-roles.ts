import pg from 'pg';

export interface RolePasswords {
  readonly app: string;
  readonly platform: string;
  readonly queue: string;
}

/** Two starts at once would alter the same rows of the catalogue, which Postgres refuses. */
const ADVISORY_LOCK = 7_261_952_814;

const LIMITS = 'nosuperuser nobypassrls nocreatedb nocreaterole noreplication';

/**
 * Makes the roles of the product, or sets them right: limits and passwords are applied each time. Idempotent, and safe when
 * two run at once on one database. The owner role needs CREATEROLE.
 * - `sallyport_app`: the api; owns nothing, sees the rows of one organisation at a time
 * - `sallyport_platform`: jobs across organisations, through explicit policies
 * - `sallyport_queue`: BullMQ; owns the schema `bullmq` and has nothing else
 * - `sallyport_lookup`: owns the look-ups that come before an organisation is known; nobody can log in as it
 */
export async function ensureRoles(ownerUrl: string, passwords: RolePasswords): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sallyport-roles' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [ADVISORY_LOCK]);
    await client.query('set client_min_messages = warning');
    await ensureRole(client, 'sallyport_app', passwords.app);
    await ensureRole(client, 'sallyport_platform', passwords.platform);
    await ensureRole(client, 'sallyport_queue', passwords.queue);
    await ensureRole(client, 'sallyport_lookup', null);
    await grantDatabase(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(client: pg.Client, role: string, password: string | null): Promise<void> {
  const excess = await excessOf(client, role);
  if (excess === null) await createRole(client, role);
  // Named only when it is needed: naming some of these attributes takes a superuser, even to take them away.
  if (excess) await client.query(`alter role ${role} with ${LIMITS}`);
  const login = password === null ? 'nologin' : `login password ${client.escapeLiteral(password)}`;
  await client.query(`alter role ${role} with ${login}`);
}

/** Whether a role may do more than it should; null when there is none. */
async function excessOf(client: pg.Client, role: string): Promise<boolean | null> {
  const { rows } = await client.query<{ excess: boolean }>(
    `select rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication as excess
     from pg_roles where rolname = $1`,
    [role],
  );
  return rows[0]?.excess ?? null;
}

/** Roles belong to the whole cluster, so another database's start may have made it a moment ago. */
async function createRole(client: pg.Client, role: string): Promise<void> {
  try {
    await client.query(`create role ${role} nologin`);
  } catch (err) {
    const exists = err instanceof pg.DatabaseError && (err.code === '42710' || err.code === '23505');
    if (!exists) throw err;
  }
}

/** An owner that is no superuser may hand objects over only to roles it can become. */
async function grantDatabase(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string; superuser: boolean }>(
    "select current_database() as name, current_setting('is_superuser') = 'on' as superuser",
  );
  const [current] = rows;
  if (!current) return;
  const database = client.escapeIdentifier(current.name);
  await client.query(`revoke all on database ${database} from public`);
  await client.query(`grant connect on database ${database} to sallyport_app, sallyport_platform`);
  // BullMQ runs CREATE SCHEMA IF NOT EXISTS at each start, which Postgres refuses without CREATE even when the schema is there.
  await client.query(`grant connect, create on database ${database} to sallyport_queue`);
  if (!current.superuser) {
    await client.query('grant sallyport_lookup, sallyport_queue to current_user with inherit false, set true');
  }
}
