import { type Check, problemsOf } from './check.js';

const TENANT_TABLES = `
  select c.oid, c.relname as name, c.relrowsecurity as enabled, c.relforcerowsecurity as forced
  from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and c.relname <> all ($1)`;

export const rowSecurity: Check = (client, { platformTables }) =>
  problemsOf(
    client,
    `with tenant as (${TENANT_TABLES})
     select format('%s: row security is not enabled and forced', name) as problem from tenant where not (enabled and forced)
     union all
     select format('%s: has no org_id that is not null', name) from tenant where not exists (
       select from pg_attribute a where a.attrelid = tenant.oid and a.attname = 'org_id' and a.attnotnull)`,
    [platformTables],
  );

/** Every verb of every role but the platform's is bound to the organisation that is set, on reading and on writing. */
export const policies: Check = (client, { platformTables }) =>
  problemsOf(
    client,
    `with tenant as (${TENANT_TABLES}),
     verbs (verb) as (values ('r'), ('a'), ('w'), ('d')),
     bound as (select '(org_id = current_setting(''app.org_id''::text, true))' as expression)
     select format('%s: no policy binds the verb %s to the organisation', name, verb) as problem
     from tenant, verbs, bound where not exists (
       select from pg_policy p where p.polrelid = tenant.oid and p.polroles = '{0}' and p.polpermissive and p.polcmd in ('*', verb)
         and (verb = 'a' or pg_get_expr(p.polqual, p.polrelid) = expression)
         and (verb in ('r', 'd') or pg_get_expr(p.polwithcheck, p.polrelid) = expression))
     union all
     select format('%s: policy %s opens more than the organisation', name, p.polname)
     from tenant join pg_policy p on p.polrelid = tenant.oid, bound
     where (coalesce(pg_get_expr(p.polqual, p.polrelid), expression) <> expression
            or coalesce(pg_get_expr(p.polwithcheck, p.polrelid), expression) <> expression)
       and exists (select from unnest(p.polroles) r
                   where r = 0 or r not in ('sallyport_platform'::regrole, 'sallyport_lookup'::regrole))`,
    [platformTables],
  );

export const keys: Check = (client, { platformTables }) =>
  problemsOf(
    client,
    `with tenant as (${TENANT_TABLES})
     select format('%s: key %s does not begin with org_id', name, k.conname) as problem
     from tenant join pg_constraint k on k.conrelid = tenant.oid and k.contype in ('p', 'u', 'f')
     where (select a.attname from pg_attribute a where a.attrelid = k.conrelid and a.attnum = k.conkey[1]) <> 'org_id'
        or (k.contype = 'f'
            and (select a.attname from pg_attribute a where a.attrelid = k.confrelid and a.attnum = k.confkey[1]) <> 'org_id')
     union all
     select format('%s: unique index %s does not begin with org_id', name, i.indexrelid::regclass)
     from tenant join pg_index i on i.indrelid = tenant.oid and i.indisunique
     where (select a.attname from pg_attribute a where a.attrelid = i.indrelid and a.attnum = i.indkey[0]) is distinct from 'org_id'
     union all
     select format('%s: has no primary key', name) from tenant
     where not exists (select from pg_constraint k where k.conrelid = tenant.oid and k.contype = 'p')`,
    [platformTables],
  );

/** A partition that is named directly has its own row security and its own grants: it must give nothing. */
export const partitions: Check = (client) =>
  problemsOf(
    client,
    `select format('%s: row security of the partition is not enabled', c.oid::regclass) as problem
     from pg_class c where c.relispartition and c.relkind = 'r' and not c.relrowsecurity
     union all
     select format('%s: the partition has a grant to %s', c.oid::regclass, coalesce(nullif(g.grantee, 0)::regrole::text, 'public'))
     from pg_class c, aclexplode(c.relacl) g
     where c.relispartition and c.relkind = 'r' and g.grantee <> c.relowner`,
  );

export const platformGrants: Check = (client, { platformTables }) =>
  problemsOf(
    client,
    `select format('%s: %s has a grant on a table of the platform', c.relname, coalesce(nullif(g.grantee, 0)::regrole::text, 'public')) as problem
     from pg_class c, aclexplode(c.relacl) g
     where c.relnamespace = 'public'::regnamespace and c.relname = any ($1)
       and g.grantee not in (c.relowner, 'sallyport_platform'::regrole, 'sallyport_lookup'::regrole)`,
    [platformTables],
  );
