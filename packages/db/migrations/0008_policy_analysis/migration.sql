-- What policies are analysed with: simulations, hits of rules per day, and what was in force in the past.

-- Rules that took part in a call, in whatever mode, as `<policy id>/<rule id>`.
alter table calls add column rule_keys text[] not null default '{}';
-- Masked result that a rule had captured, encrypted like the arguments; both null when there is none.
alter table calls add column captured_enc bytea;
alter table calls add column captured_key_id text;

-- A draft replayed on recorded calls. Text and policies it was compared with are kept, so that a run that was cut off goes on
-- with the very same, and the report can be checked against them.
create table policy_simulations (
  org_id text not null references organisations (org_id),
  id text not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'cancelled', 'failed')),
  policy_id text,
  policy_name varchar(120) not null,
  text text not null,
  text_digest text not null,
  -- [{ id, name, version, level?, text }]
  base jsonb not null,
  base_digest text not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  created_by_id text not null,
  created_by varchar(120) not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  finished_at timestamptz,
  -- Calls; the total is known once it is running.
  done bigint not null default 0 check (done >= 0),
  total bigint not null default 0 check (total >= 0),
  -- Where to go on and what was counted so far; null before the first step and after the last.
  checkpoint json,
  -- Whoever runs it, until the lease ends: then somebody else may go on.
  runner text,
  lease_until timestamptz,
  problem varchar(500),
  report jsonb,
  primary key (org_id, id),
  check ((state = 'done') = (report is not null)),
  check ((state in ('queued', 'running')) = (finished_at is null))
);
create index policy_simulations_by_policy on policy_simulations (org_id, policy_id, id desc);
-- One at a time for each person.
create unique index policy_simulations_active on policy_simulations (org_id, created_by_id) where finished_at is null;
alter table policy_simulations enable row level security;
alter table policy_simulations force row level security;
create policy tenant on policy_simulations for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on policy_simulations to sallyport_app;

-- How often rules took part in calls, per day (UTC): counted in the transaction that stores a call, each call once.
create table rule_hits (
  org_id text not null references organisations (org_id),
  day date not null,
  policy_id text not null,
  rule_id text not null,
  mode text not null check (mode in ('observe', 'warn', 'enforce')),
  effect text not null check (effect in ('allow', 'redact', 'approve', 'deny')),
  -- Empty: the caller was not known.
  principal_id text not null,
  principal_kind text check (principal_kind in ('user', 'service_account', 'device')),
  principal_name text not null,
  -- Empty: the call was about no server.
  server_slug text not null,
  method text not null,
  target_kind text not null check (target_kind in ('tool', 'prompt', 'resource', 'none')),
  -- Of tools and prompts; resources are counted together, because there may be as many as calls.
  target_name text not null,
  -- Names may be longer than an index entry.
  target_hash bytea not null generated always as (sha256(decode(replace(target_name, '\', '\\'), 'escape'))) stored,
  hits bigint not null check (hits > 0),
  first_at timestamptz not null,
  last_at timestamptz not null,
  last_call_id text not null,
  primary key (org_id, day, policy_id, rule_id, mode, effect, principal_id, server_slug, method, target_kind, target_hash)
);
create index rule_hits_by_rule on rule_hits (org_id, policy_id, rule_id, day);
alter table rule_hits enable row level security;
alter table rule_hits force row level security;
create policy tenant on rule_hits for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on rule_hits to sallyport_app;

-- What was in force when: one row per snapshot, kept long after the snapshot itself, of parts that snapshots share. A change of
-- a policy costs a row and a short list of versions, not another copy of everybody and everything.
create table snapshot_history (
  org_id text not null references organisations (org_id),
  version integer not null check (version >= 1),
  in_force_at timestamptz not null,
  -- Digests of snapshot_parts.
  principals text not null,
  servers text not null,
  tools text not null,
  policies text not null,
  primary key (org_id, version)
);
create index snapshot_history_by_time on snapshot_history (org_id, in_force_at desc, version desc);
alter table snapshot_history enable row level security;
alter table snapshot_history force row level security;
create policy tenant on snapshot_history for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, delete on snapshot_history to sallyport_app;

create table snapshot_parts (
  org_id text not null references organisations (org_id),
  -- SHA-256 of the canonical JSON.
  digest text not null,
  -- That JSON, deflated.
  body bytea not null,
  primary key (org_id, digest)
);
alter table snapshot_parts enable row level security;
alter table snapshot_parts force row level security;
create policy tenant on snapshot_parts for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, delete on snapshot_parts to sallyport_app;
