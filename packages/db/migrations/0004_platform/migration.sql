-- What belongs to no organisation, and the few ways to look across organisations.

-- Tables of the platform: the application role has no grant on them at all.
create table org_directory (
  slug varchar(48) not null primary key check (slug ~ '^[a-z0-9]([a-z0-9-]{0,46}[a-z0-9])?$'),
  org_id text not null unique references organisations (org_id)
);

create table gateways (
  id varchar(63) not null primary key check (id ~ '^[a-z0-9][a-z0-9.-]{0,62}$'),
  -- Lower-case hexadecimal SHA-256.
  token_hash text not null unique check (token_hash ~ '^[0-9a-f]{64}$'),
  -- Organisations it serves; null: all of them.
  org_ids text[],
  last_heartbeat jsonb,
  last_seen_at timestamptz,
  created_at timestamptz not null default now()
);

-- Highest sequence up to which every record of one spool is stored.
create table ingest_cursors (
  gateway_id varchar(63) not null references gateways (id) on delete cascade,
  epoch bigint not null,
  acknowledged bigint not null default 0 check (acknowledged >= 0),
  updated_at timestamptz not null default now(),
  primary key (gateway_id, epoch)
);
grant select, insert, update, delete on org_directory, gateways, ingest_cursors to sallyport_platform;

-- Platform jobs reach tenant tables through these policies only, and only inside asPlatform(), which gives a reason.
create policy platform on organisations to sallyport_platform
  using (current_setting('app.platform_reason', true) <> '') with check (current_setting('app.platform_reason', true) <> '');
grant select, insert, update on organisations to sallyport_platform;
create policy platform on snapshots for select to sallyport_platform
  using (current_setting('app.platform_reason', true) <> '');
grant select (org_id, version, key_id, built_at) on snapshots to sallyport_platform;
create policy platform on outbox to sallyport_platform
  using (current_setting('app.platform_reason', true) <> '') with check (current_setting('app.platform_reason', true) <> '');
grant select, update, delete on outbox to sallyport_platform;
create policy platform on admin_changes for insert to sallyport_platform
  with check (current_setting('app.platform_reason', true) <> '' and action = 'platform.accessed');
grant insert on admin_changes to sallyport_platform;
grant execute on function ensure_partitions(timestamptz, integer) to sallyport_platform;

-- A new id as contracts/ids.ts defines it: prefix, 48 bits of milliseconds, 80 random bits, Crockford base32.
create function make_id(prefix text) returns text
language sql volatile
set search_path = pg_catalog, pg_temp
as $$
  select prefix || '_' || string_agg(substr('0123456789abcdefghjkmnpqrstvwxyz', 1 + substring(bits from i * 5 + 1 for 5)::int, 1), '' order by i)
  from (
    select B'00' || ('x' || lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')
      || encode(substring(uuid_send(gen_random_uuid()) from 1 for 6) || substring(uuid_send(gen_random_uuid()) from 11 for 4), 'hex'))::bit(128) as bits
  ) source, generate_series(0, 25) as i
$$;
grant execute on function make_id(text) to sallyport_platform;

-- A write of the platform to an organisation leaves an entry in that organisation's own trail, whoever wrote the code.
create function note_platform_access() returns trigger
language plpgsql
set search_path = pg_catalog, pg_temp
as $$
begin
  insert into public.admin_changes (org_id, id, actor, action, target, detail)
  values (new.org_id, public.make_id('chg'), 'platform', 'platform.accessed', tg_table_name,
    jsonb_build_object('operation', lower(tg_op), 'reason', current_setting('app.platform_reason', true)));
  return null;
end $$;
create trigger note_platform_access after insert or update on organisations
  for each row when (current_user = 'sallyport_platform') execute function note_platform_access();

-- Look-ups that are needed before an organisation is known. They run as sallyport_lookup, a role nobody can log in as, which
-- sees the columns below and nothing else.
create policy lookup on organisations for select to sallyport_lookup using (true);
create policy lookup on members for select to sallyport_lookup using (true);
grant select (org_id, name, snapshot_version) on organisations to sallyport_lookup;
grant select (org_id, id, issuer, subject, email, name, role) on members to sallyport_lookup;
grant select on org_directory to sallyport_lookup;
grant select (id, org_ids) on gateways to sallyport_lookup;

create function find_org_by_slug(wanted_slug text) returns text
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$ select org_id from public.org_directory where slug = wanted_slug $$;

-- Memberships of somebody the identity provider vouches for. The address counts only where no subject is bound yet, so an
-- address that changes hands later opens nothing.
create function find_memberships(wanted_issuer text, wanted_subject text, verified_email text)
returns table (org_id text, org_slug text, org_name text, member_id text, member_name text, role text, bound boolean)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select m.org_id, d.slug, o.name, m.id, m.name, m.role, m.subject is not null
  from public.members m
  join public.organisations o on o.org_id = m.org_id
  join public.org_directory d on d.org_id = m.org_id
  where m.issuer = wanted_issuer and (m.subject = wanted_subject or (m.subject is null and m.email = lower(verified_email)))
  order by d.slug
$$;

create function list_gateway_orgs(wanted_gateway_id text)
returns table (org_id text, org_slug text, snapshot_version integer)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select o.org_id, d.slug, o.snapshot_version
  from public.gateways g
  join public.organisations o on g.org_ids is null or o.org_id = any (g.org_ids)
  join public.org_directory d on d.org_id = o.org_id
  where g.id = wanted_gateway_id
  order by o.org_id
$$;

-- Granted while they are still ours: an owner that is no superuser may not do it after it gave them away.
grant execute on function find_org_by_slug(text), find_memberships(text, text, text), list_gateway_orgs(text)
  to sallyport_app, sallyport_platform;

-- A new owner of a function needs CREATE on its schema at that moment.
grant create on schema public to sallyport_lookup;
alter function find_org_by_slug(text) owner to sallyport_lookup;
alter function find_memberships(text, text, text) owner to sallyport_lookup;
alter function list_gateway_orgs(text) owner to sallyport_lookup;
revoke create on schema public from sallyport_lookup;

-- The queue's own corner: BullMQ makes and migrates its tables there itself.
create schema bullmq authorization sallyport_queue;
