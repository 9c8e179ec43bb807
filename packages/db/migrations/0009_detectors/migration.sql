-- What an organisation makes of the detectors: their modes, detectors of its own, bundles from outside, and where they found something.

-- Detectors that are not as they ship.
create table detector_settings (
  org_id text not null references organisations (org_id),
  detector varchar(64) not null,
  mode text not null check (mode in ('on', 'observe', 'off')),
  reason varchar(500) not null,
  changed_by varchar(120) not null,
  changed_at timestamptz not null default now(),
  primary key (org_id, detector)
);
alter table detector_settings enable row level security;
alter table detector_settings force row level security;
create policy tenant on detector_settings for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on detector_settings to sallyport_app;

-- Detectors that the organisation wrote. A draft is in no snapshot.
create table custom_detectors (
  org_id text not null references organisations (org_id),
  id varchar(64) not null,
  state text not null default 'draft' check (state in ('draft', 'active')),
  -- Grows with every change; whoever saves names the one they read.
  revision integer not null default 1 check (revision >= 1),
  definition jsonb not null,
  changed_by varchar(120) not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now(),
  primary key (org_id, id)
);
alter table custom_detectors enable row level security;
alter table custom_detectors force row level security;
create policy tenant on custom_detectors for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on custom_detectors to sallyport_app;

-- Signed detectors from outside; of each name one version is rolled out.
create table detector_bundles (
  org_id text not null references organisations (org_id),
  name varchar(48) not null,
  version integer not null check (version >= 1),
  state text not null check (state in ('rolling', 'active', 'rolled_back', 'replaced')),
  -- The exact bytes that were signed, and by whom.
  payload text not null,
  key_id varchar(64) not null,
  signature varchar(128) not null,
  -- Share of principals it is in force for, which of its stages that is, and since when.
  percent real not null check (percent >= 0 and percent <= 100),
  stage integer not null default 0 check (stage >= 0),
  stage_since timestamptz not null,
  -- Why it was taken back, with the figures; null otherwise.
  rolled_back jsonb,
  imported_by varchar(120) not null,
  imported_at timestamptz not null default now(),
  primary key (org_id, name, version),
  check ((state = 'rolled_back') = (rolled_back is not null))
);
create unique index detector_bundles_in_force on detector_bundles (org_id, name) where state in ('rolling', 'active');
alter table detector_bundles enable row level security;
alter table detector_bundles force row level security;
create policy tenant on detector_bundles for all
  using (org_id = current_setting('app.org_id', true)) with check (org_id = current_setting('app.org_id', true));
grant select, insert, update, delete on detector_bundles to sallyport_app;

-- Detectors that found something in a call, in either stage.
alter table calls add column detectors text[] not null default '{}';
create index calls_by_detector on calls (org_id, at desc) where detectors <> '{}';
