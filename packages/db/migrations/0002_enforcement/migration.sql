-- What gateways enforce: servers, what they offer, policies, and the signed snapshots built from them.

create table servers (
  org_id text not null references organisations (org_id),
  id text not null,
  slug varchar(48) not null,
  name varchar(120) not null,
  description varchar(500) not null default '',
  transport jsonb not null,
  tier text not null default 'standard' check (tier in ('standard', 'sensitive')),
  egress text not null default 'external' check (egress in ('internal', 'external')),
  enabled boolean not null default true,
  timeout_ms integer not null default 60000 check (timeout_ms between 100 and 600000),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, slug)
);
create index servers_by_name on servers (org_id, name, id);
alter table servers enable row level security;
alter table servers force row level security;
create policy tenant on servers for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on servers to sallyport_app;

-- One row per gateway that reports on a server.
create table server_states (
  org_id text not null references organisations (org_id),
  server_id text not null,
  gateway_id varchar(63) not null,
  state text not null check (state in ('unknown', 'up', 'down', 'starting')),
  detail varchar(300) not null default '',
  protocol_version varchar(20),
  server_info jsonb,
  reported_at timestamptz not null default now(),
  primary key (org_id, server_id, gateway_id),
  foreign key (org_id, server_id) references servers (org_id, id) on delete cascade
);
alter table server_states enable row level security;
alter table server_states force row level security;
create policy tenant on server_states for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on server_states to sallyport_app;

create table definitions (
  org_id text not null references organisations (org_id),
  id text not null,
  server_id text not null,
  kind text not null check (kind in ('tool', 'prompt', 'resource', 'resource_template', 'instructions')),
  name varchar(1024) not null,
  -- A name of 1024 characters can be longer than an index entry may be. SHA-256, because a server that chose colliding
  -- names could otherwise replace the definition of another tool.
  name_hash bytea not null generated always as (sha256(decode(replace(name, '\', '\\'), 'escape'))) stored,
  -- In force: as it was pinned first or approved last.
  digest text not null,
  body jsonb not null,
  state text not null default 'pinned' check (state in ('pinned', 'drifted', 'blocked')),
  -- What the server sends now, when that differs.
  observed_digest text,
  observed_body jsonb,
  findings jsonb not null default '[]',
  -- False once the server stopped listing it.
  present boolean not null default true,
  first_seen_at timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, server_id, kind, name_hash),
  foreign key (org_id, server_id) references servers (org_id, id) on delete cascade
);
alter table definitions enable row level security;
alter table definitions force row level security;
create policy tenant on definitions for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on definitions to sallyport_app;

create table policies (
  org_id text not null references organisations (org_id),
  id text not null,
  name varchar(120) not null,
  description varchar(1000) not null default '',
  -- Version in force.
  version integer not null check (version >= 1),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, name)
);
alter table policies enable row level security;
alter table policies force row level security;
create policy tenant on policies for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on policies to sallyport_app;

-- Append-only: a published version is never edited.
create table policy_versions (
  org_id text not null references organisations (org_id),
  policy_id text not null,
  version integer not null check (version >= 1),
  text text not null,
  note varchar(500) not null default '',
  published_by varchar(120) not null,
  published_at timestamptz not null default now(),
  rule_count integer not null check (rule_count >= 0),
  primary key (org_id, policy_id, version),
  foreign key (org_id, policy_id) references policies (org_id, id)
);
alter table policy_versions enable row level security;
alter table policy_versions force row level security;
create policy tenant on policy_versions for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert on policy_versions to sallyport_app;

-- Deferred: a policy and its first version are written in one transaction, whichever comes first.
alter table policies add foreign key (org_id, id, version) references policy_versions (org_id, policy_id, version)
  deferrable initially deferred;

create table snapshots (
  org_id text not null references organisations (org_id),
  version integer not null check (version >= 1),
  -- Exactly the bytes that were signed.
  payload text not null,
  key_id varchar(64) not null,
  signature varchar(128) not null,
  built_at timestamptz not null default now(),
  primary key (org_id, version)
);
alter table snapshots enable row level security;
alter table snapshots force row level security;
create policy tenant on snapshots for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
-- No update: a version that a gateway may hold is never changed. Delete, to forget versions nobody enforces.
grant select, insert, delete on snapshots to sallyport_app;
