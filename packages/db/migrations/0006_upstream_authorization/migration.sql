-- What authorizes an organisation's principals at its MCP servers (docs/decisions/0012). Everything secret is sealed under the
-- organisation's data key and bound to its row.

-- Who Sallyport is to one authorization server. Nothing of it is ever shown to another one.
create table upstream_clients (
  org_id text not null references organisations (org_id),
  issuer varchar(512) not null,
  kind text not null check (kind in ('preregistered', 'metadata_document', 'dynamic')),
  client_id varchar(2048) not null,
  auth_method text not null check (auth_method in ('none', 'client_secret_basic', 'client_secret_post')),
  secret_enc bytea,
  secret_key_id text,
  redirect_uri varchar(2048) not null,
  expires_at timestamptz,
  -- The issuer's checked metadata; null until it was first used.
  metadata jsonb,
  updated_at timestamptz not null default now(),
  primary key (org_id, issuer),
  check ((secret_enc is null) = (secret_key_id is null))
);
alter table upstream_clients enable row level security;
alter table upstream_clients force row level security;
create policy tenant on upstream_clients for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on upstream_clients to sallyport_app;

create table upstream_grants (
  org_id text not null references organisations (org_id),
  -- Another one with every connection: what gateways tell grants apart by.
  id text not null,
  server_id text not null,
  member_id text,
  service_account_id text,
  principal_id text not null generated always as (coalesce(member_id, service_account_id)) stored,
  issuer varchar(512) not null,
  -- Address the tokens may be sent to. A server that moves has to be connected again.
  server_url varchar(2048) not null,
  resource varchar(2048) not null,
  scopes text[] not null default '{}',
  missing_scopes text[] not null default '{}',
  tokens_enc bytea not null,
  tokens_key_id text not null,
  expires_at timestamptz,
  renews boolean not null,
  -- Set when the authorization server no longer honours it.
  lapsed_at timestamptz,
  -- One process renews it at a time: a rotated refresh token that is used twice ends the grant.
  renewing_until timestamptz,
  renewed_at timestamptz,
  connected_by varchar(120) not null,
  connected_at timestamptz not null default now(),
  primary key (org_id, principal_id, server_id),
  unique (org_id, id),
  check (num_nonnulls(member_id, service_account_id) = 1),
  foreign key (org_id, server_id) references servers (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references members (org_id, id) on delete cascade,
  foreign key (org_id, service_account_id) references service_accounts (org_id, id) on delete cascade,
  foreign key (org_id, issuer) references upstream_clients (org_id, issuer) on delete cascade
);
alter table upstream_grants enable row level security;
alter table upstream_grants force row level security;
create policy tenant on upstream_grants for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on upstream_grants to sallyport_app;

-- Sign-ins under way, for ten minutes at most.
create table upstream_sign_ins (
  org_id text not null references organisations (org_id),
  -- SHA-256 of the state, hexadecimal.
  state_hash text not null,
  -- SHA-256 of the ticket the browser got from the callback; null until it came back.
  ticket_hash text,
  server_id text not null,
  -- Who started it, and nobody else may finish it.
  member_id text not null,
  service_account_id text,
  server_url varchar(2048) not null,
  issuer varchar(512) not null,
  pending_enc bytea not null,
  -- Query of the callback.
  answer_enc bytea,
  key_id text not null,
  expires_at timestamptz not null,
  primary key (org_id, state_hash),
  unique (org_id, ticket_hash),
  foreign key (org_id, server_id) references servers (org_id, id) on delete cascade,
  foreign key (org_id, member_id) references members (org_id, id) on delete cascade,
  foreign key (org_id, service_account_id) references service_accounts (org_id, id) on delete cascade
);
alter table upstream_sign_ins enable row level security;
alter table upstream_sign_ins force row level security;
create policy tenant on upstream_sign_ins for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on upstream_sign_ins to sallyport_app;

-- What a server last asked of a caller it did not know, as gateways report it.
create table upstream_challenges (
  org_id text not null references organisations (org_id),
  server_id text not null,
  server_url varchar(2048) not null,
  resource_metadata varchar(2048),
  scopes text[] not null default '{}',
  seen_at timestamptz not null default now(),
  primary key (org_id, server_id),
  foreign key (org_id, server_id) references servers (org_id, id) on delete cascade
);
alter table upstream_challenges enable row level security;
alter table upstream_challenges force row level security;
create policy tenant on upstream_challenges for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on upstream_challenges to sallyport_app;
