-- Records and the calls projected from them, partitioned by month. Partitions live in the schema "part", which no role but
-- the owner may use: rows are reached through the parents, whose row security then applies.
create schema part;

-- Append-only evidence, two stages per call. No foreign keys: evidence outlives what it speaks of.
create table records (
  org_id text not null check (org_id <> ''),
  at timestamptz not null,
  gateway_id varchar(63) not null,
  epoch bigint not null,
  sequence bigint not null check (sequence >= 1),
  call_id text not null,
  stage text not null check (stage in ('decided', 'completed')),
  -- json, not jsonb: kept as the very text that was digested, with its numbers, key order and escapes (jsonb refuses \u0000).
  body json not null,
  digest text not null,
  received_at timestamptz not null default now(),
  primary key (org_id, at, gateway_id, epoch, sequence)
) partition by range (at);
create index records_by_call on records (org_id, call_id);
create table part.records_default partition of records default;
alter table records enable row level security;
alter table records force row level security;
create policy tenant on records for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert on records to sallyport_app;

-- One row per call, for lists, filters and the tail. Text columns have no length limits and free text no keys: whatever a
-- gateway recorded must be storable.
create table calls (
  org_id text not null check (org_id <> ''),
  -- Time of the decision, by the gateway's clock.
  at timestamptz not null,
  id text not null,
  principal_id text,
  principal_kind text check (principal_kind in ('user', 'service_account', 'device')),
  principal_name text,
  principal_groups text[] not null default '{}',
  client_name text,
  client_version text,
  server_id text,
  server_slug text,
  origin text not null check (origin in ('client', 'server')),
  method text not null,
  target_kind text not null check (target_kind in ('tool', 'prompt', 'resource', 'none')),
  target_name text not null,
  protocol_version text,
  request_id text,
  trace_id text,
  definition_digest text,
  arguments_digest text,
  arguments_bytes bigint not null default 0,
  -- Masked arguments, encrypted under the organisation's data key arguments_key_id; both null when not kept.
  arguments_enc bytea,
  arguments_key_id text,
  arguments_truncated boolean not null default false,
  snapshot_version integer not null,
  gateway_id varchar(63) not null,
  epoch bigint not null,
  sequence bigint not null,
  -- Summary over both stages: the most severe effect, all reasons, the rule that decided, all findings.
  effect text not null check (effect in ('allow', 'redact', 'approve', 'deny')),
  reasons text[] not null default '{}',
  decided_by text,
  finding_count integer not null default 0,
  severity text check (severity in ('info', 'low', 'medium', 'high', 'critical')),
  categories text[] not null default '{}',
  -- Phases as callDetailSchema shows them: { at, effect, reasons, rules, findings }.
  decided jsonb not null,
  completed jsonb,
  -- All null until the second stage arrives.
  completed_at timestamptz,
  outcome text check (
    outcome in ('delivered', 'redacted', 'denied', 'held', 'tool_error', 'rpc_error', 'upstream_error', 'timeout', 'cancelled', 'rejected')
  ),
  error_code text,
  result_digest text,
  result_bytes bigint,
  total_us bigint,
  inspect_us bigint,
  decide_us bigint,
  upstream_us bigint,
  -- Read backwards this is the keyset order of the list: (org_id, at desc, id desc).
  primary key (org_id, at, id)
) partition by range (at);
create index calls_by_id on calls (org_id, id);
create index calls_by_server on calls (org_id, server_slug, at desc, id desc);
create index calls_by_principal on calls (org_id, principal_id, at desc, id desc);
create index calls_by_method on calls (org_id, method, at desc, id desc);
-- Names may be longer than an index entry: queries give the same shortened expression (callTargetMatches in packages/db).
create index calls_by_target on calls (org_id, left(target_name, 160) text_pattern_ops, at desc, id desc);
-- The common values would not be selective; only the rare ones are indexed.
create index calls_by_effect on calls (org_id, effect, at desc, id desc) where effect <> 'allow';
create index calls_by_outcome on calls (org_id, outcome, at desc, id desc) where outcome <> 'delivered';
create index calls_with_findings on calls (org_id, at desc, id desc) where finding_count > 0;
create table part.calls_default partition of calls default;
alter table calls enable row level security;
alter table calls force row level security;
create policy tenant on calls for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update on calls to sallyport_app;

-- Row security without a policy: a partition that is queried directly shows nothing to anyone but the owner.
alter table part.records_default enable row level security;
alter table part.calls_default enable row level security;

-- Makes the monthly partitions (UTC) of records and calls from the month of `from_at` on. Idempotent, safe to run at the same
-- time twice. Rows that arrived before their partition are moved out of the default partition.
-- Returns the names it made.
create function ensure_partitions(from_at timestamptz, months integer) returns setof text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set lock_timeout = '5s'
as $$
declare
  parent text;
  partition text;
  lower_at timestamptz;
  upper_at timestamptz;
begin
  if from_at is null or months is null or months not between 1 and 36 then
    raise exception 'ensure_partitions: give a start and 1 to 36 months';
  end if;
  perform pg_advisory_xact_lock(hashtext('sallyport.ensure_partitions'));
  for i in 0 .. months - 1 loop
    lower_at := (date_trunc('month', from_at at time zone 'UTC') + make_interval(months => i)) at time zone 'UTC';
    upper_at := (date_trunc('month', from_at at time zone 'UTC') + make_interval(months => i + 1)) at time zone 'UTC';
    foreach parent in array array['records', 'calls'] loop
      partition := parent || to_char(lower_at at time zone 'UTC', '_YYYY_MM');
      continue when to_regclass(format('part.%I', partition)) is not null;
      execute format('create table part.%I (like public.%I including all)', partition, parent);
      execute format('alter table part.%I enable row level security', partition);
      execute format('lock table part.%I in access exclusive mode', parent || '_default');
      execute format(
        'with moved as (delete from part.%I where at >= %L and at < %L returning *) insert into part.%I select * from moved',
        parent || '_default', lower_at, upper_at, partition);
      execute format('alter table public.%I attach partition part.%I for values from (%L) to (%L)', parent, partition, lower_at, upper_at);
      return next partition;
    end loop;
  end loop;
end $$;

select ensure_partitions(now() - interval '1 month', 4);
