-- Published figures of the Department for Education that a council has loaded: its own rows and England's. The files are in documents.
create table demand.published_file (
  council_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  name text not null,
  sha256 text not null,
  -- Which table it is (c1, c6, b1, ...), and its name in words.
  table_id text not null,
  table_name text not null,
  -- The year in which it was published: a later release revises earlier years.
  release integer not null,
  loaded_at timestamptz not null,
  loaded_by_name text not null,
  primary key (council_id, id),
  unique (council_id, sha256),
  foreign key (council_id, document_id) references documents.document
);
create index on demand.published_file (council_id, loaded_at);
select office.apart_append_only('demand.published_file');

create table demand.published_value (
  council_id uuid not null,
  file_id uuid not null,
  series text not null,
  area text not null check (area in ('own', 'england')),
  year integer not null,
  -- 0 for a figure of the whole year.
  month integer not null check (month between 0 and 12),
  kind text not null check (kind in ('count', 'rate', 'suppressed', 'rounds-to-zero', 'not-applicable', 'not-available', 'low-reliability')),
  value double precision check ((value is not null) = (kind in ('count', 'rate'))),
  row integer not null,
  primary key (council_id, file_id, series, area, year, month),
  foreign key (council_id, file_id) references demand.published_file
);
select office.apart_append_only('demand.published_value');
