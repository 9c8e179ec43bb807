-- What gateways were told to forget of a principal's behaviour: the last time for each client, and for all of them ('*').
create table behaviour_resets (
  org_id text not null references organisations (org_id),
  principal_id varchar(40) not null,
  -- Name of the client program; '*' means all.
  client varchar(64) not null,
  reason varchar(500) not null,
  reset_by varchar(120) not null,
  reset_at timestamptz not null,
  primary key (org_id, principal_id, client)
);
alter table behaviour_resets enable row level security;
alter table behaviour_resets force row level security;
create policy tenant on behaviour_resets for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on behaviour_resets to sallyport_app;
