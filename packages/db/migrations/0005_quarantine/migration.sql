-- Records a gateway sent that could not be stored as what they claim to be: unreadable, or of an organisation the gateway does
-- not serve. They are acknowledged, so that they hold back nothing, and kept whole for a person to look at. They belong to no
-- organisation, because what they say of themselves cannot be trusted. No foreign key: evidence outlives what it speaks of.
create table quarantined_records (
  gateway_id varchar(63) not null,
  epoch bigint not null,
  sequence bigint not null check (sequence >= 1),
  -- Exactly as it arrived.
  body bytea not null,
  problem varchar(1000) not null,
  received_at timestamptz not null default now(),
  primary key (gateway_id, epoch, sequence)
);
grant select, insert on quarantined_records to sallyport_platform;
