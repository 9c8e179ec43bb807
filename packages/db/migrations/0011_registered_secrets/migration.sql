-- Secrets that an organisation wants found wherever they come by: how to tell them, never what they are.
create table registered_secrets (
  org_id text not null references organisations (org_id),
  name varchar(48) not null,
  -- Length of the value, and sixteen bits of an unsalted hash: which values to compute the digest of.
  length integer not null check (length between 12 and 512),
  tag integer not null check (tag between 0 and 65535),
  -- HMAC-SHA-256 of the value under 16 random bytes, both base64url.
  salt char(22) not null,
  digest char(43) not null,
  registered_by varchar(120) not null,
  registered_at timestamptz not null,
  primary key (org_id, name)
);
alter table registered_secrets enable row level security;
alter table registered_secrets force row level security;
create policy tenant on registered_secrets for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on registered_secrets to sallyport_app;
