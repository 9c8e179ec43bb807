-- Organisations and everything that says who somebody is. Conventions of every tenant table:
--   * org_id comes first in the primary key and in every unique and foreign key, so that a child cannot point across
--     organisations, no key tells whether a value exists elsewhere, and the table can be distributed by organisation;
--   * row security is enabled and forced with the policy "tenant": only rows of the organisation that withOrg() set;
--   * grants name the verbs the application needs, nothing else.

do $$
begin
  if (select count(*) from pg_roles where rolname in ('sallyport_app', 'sallyport_platform', 'sallyport_queue', 'sallyport_lookup')) < 4 then
    raise exception 'the roles of Sallyport are missing: run ensureRoles() first';
  end if;
end $$;

revoke all on schema public from public;
grant usage on schema public to sallyport_app, sallyport_platform, sallyport_lookup;

-- New functions are callable by nobody until they are granted.
alter default privileges revoke execute on functions from public;

create table organisations (
  org_id text not null check (org_id ~ '^org_[0-9a-hjkmnp-tv-z]{26}$'),
  slug varchar(48) not null,
  name varchar(120) not null,
  settings jsonb not null default '{"keepArguments": true, "driftedDefinitions": "deny"}',
  -- Version of the newest snapshot; 0 before the first one.
  snapshot_version integer not null default 0 check (snapshot_version >= 0),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id)
);
alter table organisations enable row level security;
alter table organisations force row level security;
create policy tenant on organisations for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update on organisations to sallyport_app;

create table members (
  org_id text not null references organisations (org_id),
  id text not null,
  issuer varchar(255) not null,
  -- Null until the first sign-in binds the identity provider's subject to the invited address.
  subject varchar(255),
  email varchar(254) not null check (email = lower(email)),
  name varchar(120) not null,
  role text not null check (role in ('owner', 'security_admin', 'policy_author', 'approver', 'auditor', 'developer')),
  last_seen_at timestamptz,
  joined_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, issuer, email),
  unique (org_id, issuer, subject)
);
create index members_by_name on members (org_id, name, id);
create index members_by_subject on members (issuer, subject);
create index members_by_email on members (issuer, email);
alter table members enable row level security;
alter table members force row level security;
create policy tenant on members for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on members to sallyport_app;

create table groups (
  org_id text not null references organisations (org_id),
  id text not null,
  name varchar(120) not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, name)
);
alter table groups enable row level security;
alter table groups force row level security;
create policy tenant on groups for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on groups to sallyport_app;

create table service_accounts (
  org_id text not null references organisations (org_id),
  id text not null,
  name varchar(120) not null,
  description varchar(500) not null default '',
  disabled boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  unique (org_id, name)
);
alter table service_accounts enable row level security;
alter table service_accounts force row level security;
create policy tenant on service_accounts for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on service_accounts to sallyport_app;

create table group_members (
  org_id text not null references organisations (org_id),
  group_id text not null,
  member_id text,
  service_account_id text,
  -- Whichever of the two it is: a principal of the snapshot.
  principal_id text not null generated always as (coalesce(member_id, service_account_id)) stored,
  primary key (org_id, group_id, principal_id),
  check (num_nonnulls(member_id, service_account_id) = 1),
  foreign key (org_id, group_id) references groups (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references members (org_id, id) on delete cascade,
  foreign key (org_id, service_account_id) references service_accounts (org_id, id) on delete cascade
);
create index group_members_by_principal on group_members (org_id, principal_id);
alter table group_members enable row level security;
alter table group_members force row level security;
create policy tenant on group_members for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on group_members to sallyport_app;

create table service_account_tokens (
  org_id text not null references organisations (org_id),
  id text not null,
  service_account_id text not null,
  -- Lower-case hexadecimal SHA-256 of the token. The token itself is shown once and kept nowhere.
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  -- Last characters, so that a person recognises it.
  hint varchar(16) not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  primary key (org_id, id),
  unique (org_id, hash),
  foreign key (org_id, service_account_id) references service_accounts (org_id, id) on delete cascade
);
create index service_account_tokens_by_account on service_account_tokens (org_id, service_account_id);
alter table service_account_tokens enable row level security;
alter table service_account_tokens force row level security;
create policy tenant on service_account_tokens for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on service_account_tokens to sallyport_app;

create table org_data_keys (
  org_id text not null references organisations (org_id),
  id text not null,
  -- The organisation's data key, encrypted under the platform's DATA_KEY.
  wrapped bytea not null,
  created_at timestamptz not null default now(),
  primary key (org_id, id)
);
alter table org_data_keys enable row level security;
alter table org_data_keys force row level security;
create policy tenant on org_data_keys for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on org_data_keys to sallyport_app;

-- Append-only: written in the transaction of the change it describes, never changed after.
create table admin_changes (
  org_id text not null references organisations (org_id),
  id text not null,
  at timestamptz not null default now(),
  actor varchar(120) not null,
  action varchar(64) not null,
  target varchar(200) not null,
  detail jsonb not null default '{}',
  primary key (org_id, id)
);
create index admin_changes_by_time on admin_changes (org_id, at desc, id desc);
alter table admin_changes enable row level security;
alter table admin_changes force row level security;
create policy tenant on admin_changes for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert on admin_changes to sallyport_app;

-- What a committed change still has to tell others. The drain deletes an entry once it is published.
create table outbox (
  org_id text not null references organisations (org_id),
  id text not null,
  topic varchar(64) not null,
  payload jsonb not null default '{}',
  created_at timestamptz not null default now(),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  primary key (org_id, id)
);
create index outbox_due on outbox (next_attempt_at);
alter table outbox enable row level security;
alter table outbox force row level security;
create policy tenant on outbox for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on outbox to sallyport_app;
