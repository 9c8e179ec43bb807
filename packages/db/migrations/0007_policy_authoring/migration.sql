-- How policies come about: drafts, reviews, scheduled publications, requests for access; and what rules can match servers by.

alter table organisations add column require_review boolean not null default false;

alter table servers add column labels text[] not null default '{}';

-- What the tokens of a service account may do at the api; null: nothing, they are for MCP alone.
alter table service_accounts add column role text
  check (role in ('owner', 'security_admin', 'policy_author', 'approver', 'auditor', 'developer'));
-- Role of whoever issued the token: at the api a token never may more than they did. Null: not for the api.
alter table service_account_tokens add column issuer_role text
  check (issuer_role in ('owner', 'security_admin', 'policy_author', 'approver', 'auditor', 'developer'));

alter table policies
  -- Group the text in force applies to; null: the whole organisation.
  add column applies_to varchar(120),
  -- Version that was pushed last from a repository; null: the policy is not managed in git.
  add column managed_version integer;
alter table policies add foreign key (org_id, id, managed_version) references policy_versions (org_id, policy_id, version);

alter table policy_versions
  add column kind text not null default 'published' check (kind in ('published', 'reverted', 'emergency', 'granted')),
  add column revert_of integer,
  -- No foreign key: evidence that is forgotten later does not take the version with it.
  add column simulation_id text,
  add column reviewers text[] not null default '{}',
  add column draft_id text,
  -- Repository, commit and path the text was pushed from.
  add column source jsonb;

create table policy_drafts (
  org_id text not null references organisations (org_id),
  id text not null,
  -- Null for a policy that does not exist yet.
  policy_id text,
  base_version integer,
  title varchar(120) not null,
  note varchar(500) not null default '',
  text text not null,
  revision integer not null default 1 check (revision >= 1),
  state text not null default 'editing' check (state in
    ('editing', 'in_review', 'changes_requested', 'approved', 'scheduled', 'conflict', 'published', 'discarded')),
  author_id text not null,
  author varchar(120) not null,
  -- Everybody who wrote a part of it, as [{ id, name }]; none of them reviews it.
  editors jsonb not null,
  simulation_id text,
  source jsonb,
  access_request_id text,
  publish_at timestamptz,
  -- Who set the time; the publication is made in their name.
  scheduled_by varchar(120),
  problem varchar(500),
  published_version integer,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (org_id, id),
  check ((state = 'scheduled') = (publish_at is not null)),
  check ((policy_id is null) = (base_version is null)),
  foreign key (org_id, policy_id, base_version) references policy_versions (org_id, policy_id, version)
);
create index policy_drafts_by_change on policy_drafts (org_id, updated_at desc, id desc);
create index policy_drafts_by_policy on policy_drafts (org_id, policy_id);
alter table policy_drafts enable row level security;
alter table policy_drafts force row level security;
create policy tenant on policy_drafts for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
-- No delete: a discarded draft stays readable.
grant select, insert, update on policy_drafts to sallyport_app;

-- Append-only: what somebody said about a revision.
create table policy_draft_reviews (
  org_id text not null references organisations (org_id),
  id text not null,
  draft_id text not null,
  reviewer_id text not null,
  reviewer varchar(120) not null,
  verdict text not null check (verdict in ('approve', 'request_changes')),
  comment varchar(2000) not null default '',
  revision integer not null check (revision >= 1),
  at timestamptz not null default now(),
  primary key (org_id, id),
  foreign key (org_id, draft_id) references policy_drafts (org_id, id)
);
create index policy_draft_reviews_by_draft on policy_draft_reviews (org_id, draft_id, id desc);
alter table policy_draft_reviews enable row level security;
alter table policy_draft_reviews force row level security;
create policy tenant on policy_draft_reviews for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert on policy_draft_reviews to sallyport_app;

create table access_requests (
  org_id text not null references organisations (org_id),
  id text not null,
  call_id text not null,
  state text not null default 'open' check (state in ('open', 'in_review', 'granted', 'refused')),
  reason varchar(500) not null,
  requested_by_id text not null,
  requested_by varchar(120) not null,
  requested_at timestamptz not null default now(),
  days integer not null check (days between 1 and 365),
  -- Who was denied what, where: { id, kind, name }, { id, slug }, { kind, name }.
  principal jsonb not null,
  server jsonb not null,
  target jsonb not null,
  kind text check (kind in ('allow_rule', 'exception_from_finding', 'exception_from_rule')),
  summary varchar(500) not null,
  decided_by varchar(120),
  decided_at timestamptz,
  answer varchar(500) not null default '',
  expires timestamptz,
  policy_id text,
  version integer,
  draft_id text,
  primary key (org_id, id),
  foreign key (org_id, policy_id, version) references policy_versions (org_id, policy_id, version),
  foreign key (org_id, draft_id) references policy_drafts (org_id, id)
);
create index access_requests_by_time on access_requests (org_id, requested_at desc, id desc);
alter table access_requests enable row level security;
alter table access_requests force row level security;
create policy tenant on access_requests for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update on access_requests to sallyport_app;

-- Whom a token belongs to at the api, before an organisation is known; only tokens that are still good.
create policy lookup on service_accounts for select to sallyport_lookup using (true);
create policy lookup on service_account_tokens for select to sallyport_lookup using (true);
grant select (org_id, id, name, role, disabled) on service_accounts to sallyport_lookup;
grant select (org_id, service_account_id, hash, issuer_role, expires_at, revoked_at) on service_account_tokens to sallyport_lookup;
create index service_account_tokens_by_hash on service_account_tokens (hash);

create function find_service_token(wanted_hash text)
returns table (org_id text, org_slug text, account_id text, account_name text, role text, issuer_role text, expires_at timestamptz)
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select t.org_id, d.slug, a.id, a.name, a.role, t.issuer_role, t.expires_at
  from public.service_account_tokens t
  join public.service_accounts a on a.org_id = t.org_id and a.id = t.service_account_id
  join public.org_directory d on d.org_id = t.org_id
  where t.hash = wanted_hash and t.revoked_at is null and not a.disabled
$$;
grant execute on function find_service_token(text) to sallyport_app, sallyport_platform;
grant create on schema public to sallyport_lookup;
alter function find_service_token(text) owner to sallyport_lookup;
revoke create on schema public from sallyport_lookup;
