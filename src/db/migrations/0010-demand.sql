-- Imports of the SSDA903 return and the care history they give. Child-level rows are under pseudonyms; the files as they
-- came are in documents. Bulk tables have no foreign keys: their rows are written once, with their import, in one transaction.
create schema demand;
grant usage on schema demand to headwater_app;

-- The key of the council's pseudonyms. It never leaves the database.
create table demand.pseudonym_key (
  council_id uuid primary key,
  key bytea not null
);
select office.apart_append_only('demand.pseudonym_key');

create table demand.import (
  council_id uuid not null,
  id uuid not null,
  state text not null check (state in ('parsed', 'stored', 'superseded', 'withdrawn')),
  -- The import that was in use when this one was read; null when none was, or when it stands alone.
  based_on uuid,
  -- The hashes of the files sent with it, in order: the same files again are recognised.
  fingerprint text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  decided_at timestamptz,
  decided_by_name text,
  first_day date not null,
  end_day date not null,
  -- What the page of the import shows: counts of rows read and kept, steps, returns found.
  found jsonb not null,
  -- Set when too much was set aside: such an import can be looked at and not stored.
  refusal jsonb,
  primary key (council_id, id),
  foreign key (council_id, based_on) references demand.import
);
create unique index on demand.import (council_id) where state = 'stored';
create index on demand.import (council_id, made_at desc);
select office.apart('demand.import');

create table demand.import_file (
  council_id uuid not null,
  import_id uuid not null,
  position integer not null,
  document_id uuid not null,
  name text not null,
  sha256 text not null,
  table_name text not null,
  -- 0 for a file sent with this import; less for one that came with an earlier import and is used again.
  rank integer not null,
  year integer,
  said_year integer,
  found jsonb not null,
  primary key (council_id, import_id, position),
  foreign key (council_id, import_id) references demand.import
);
select office.apart('demand.import_file');

create table demand.set_aside (
  council_id uuid not null,
  import_id uuid not null,
  position integer not null,
  file text not null,
  row integer not null,
  column_name text not null,
  value text not null,
  kind text not null,
  reason text not null,
  mend text not null,
  primary key (council_id, import_id, position)
);
create index on demand.set_aside (council_id, import_id, kind);
select office.apart('demand.set_aside');

create table demand.change (
  council_id uuid not null,
  import_id uuid not null,
  position integer not null,
  file integer not null,
  row integer not null,
  column_name text not null,
  kind text not null,
  was text not null,
  now text not null,
  primary key (council_id, import_id, position)
);
select office.apart('demand.change');

create table demand.child (
  council_id uuid not null,
  import_id uuid not null,
  position integer not null,
  pseudonym text not null,
  born date not null,
  sex text not null check (sex in ('1', '2', '')),
  uasc boolean not null,
  ethnicity text not null,
  primary key (council_id, import_id, position)
);
select office.apart('demand.child');

create table demand.stay (
  council_id uuid not null,
  import_id uuid not null,
  position integer not null,
  child integer not null,
  from_day date not null,
  to_day date,
  sub_type text not null,
  sub_group text not null,
  place text not null,
  provider text not null,
  legal_status text not null,
  need text not null,
  rne text not null,
  reason_ended text not null,
  reason_place_change text not null,
  end_unknown boolean not null,
  file integer not null,
  row integer not null,
  primary key (council_id, import_id, position),
  check (to_day is null or to_day >= from_day)
);
select office.apart('demand.stay');
