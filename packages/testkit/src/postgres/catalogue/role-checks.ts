import { type Check, problemsOf } from './check.js';

export const roles: Check = (client) =>
  problemsOf(
    client,
    `with ours as (select * from pg_roles where rolname like 'sallyport\\_%' and rolname <> current_user)
     select format('%s: may do more than it should', rolname) as problem from ours
     where rolsuper or rolbypassrls or rolcreaterole or rolcreatedb or rolreplication
     union all
     select format('%s: can become %s', rolname, m.roleid::regrole) from ours join pg_auth_members m on m.member = ours.oid
     union all
     select format('%s: owns %s', rolname, c.oid::regclass) from ours join pg_class c on c.relowner = ours.oid
     where rolname <> 'sallyport_queue' or c.relnamespace not in ('bullmq'::regnamespace, 'pg_toast'::regnamespace)
     union all
     select format('%s: may create in schema %s', rolname, n.nspname) from ours, pg_namespace n
     where n.nspname in ('public', 'part') and has_schema_privilege(ours.oid, n.oid, 'create')
     union all
     select format('%s: may use schema part', rolname) from ours where has_schema_privilege(ours.oid, 'part', 'usage')
     union all
     select 'sallyport_queue: may use schema public' where has_schema_privilege('sallyport_queue', 'public', 'usage')
     union all
     select 'sallyport_lookup: can log in' from ours where rolname = 'sallyport_lookup' and rolcanlogin`,
  );

export const views: Check = (client) =>
  problemsOf(
    client,
    `select format('%s: the view does not run as its caller', c.oid::regclass) as problem
     from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('v', 'm')
       and (c.relkind = 'm' or not coalesce(c.reloptions::text[] && array['security_invoker=true', 'security_invoker=on'], false))`,
  );

export const definers: Check = async (client, reviewed) => {
  const { rows } = await client.query<{ name: string; owner: string; pinned: boolean }>(
    `select format('%s.%s(%s)', n.nspname, p.proname, pg_get_function_identity_arguments(p.oid)) as name,
       case when p.proowner = current_user::regrole then 'owner' else p.proowner::regrole::text end as owner,
       coalesce(p.proconfig @> array['search_path=pg_catalog, pg_temp'], false) as pinned
     from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where p.prosecdef and n.nspname not in ('pg_catalog', 'information_schema')`,
  );
  const found = new Map(rows.map((row) => [withoutArgumentNames(row.name), row]));
  const unreviewed = [...found].filter(([name, row]) => reviewed.definers[name] !== row.owner);
  const missing = Object.keys(reviewed.definers).filter((name) => !found.has(name));
  const unpinned = [...found].filter(([, row]) => !row.pinned);
  return [
    ...unreviewed.map(([name, row]) => `${name}: runs as ${row.owner} and is not on the reviewed list`),
    ...missing.map((name) => `${name}: is on the reviewed list and does not exist`),
    ...unpinned.map(([name]) => `${name}: its search_path is not pinned`),
  ];
};

export const publicFunctions: Check = (client) =>
  problemsOf(
    client,
    `select format('%s: everybody may call it', p.oid::regprocedure) as problem
     from pg_proc p where p.pronamespace in ('public'::regnamespace, 'part'::regnamespace)
       and has_function_privilege('sallyport_queue', p.oid, 'execute')`,
  );

/** `f(a text, b integer)` → `f(text, integer)`. */
const withoutArgumentNames = (signature: string): string => signature.replaceAll(/([(,] ?)[a-z_]+ (?=[a-z])/g, '$1');
