-- Price books: what placements cost a week, by date; and what forecasts cost at them (decision 0020).
create schema placements;
grant usage on schema placements to headwater_app;

-- One file read whole: looked at, then put in use. The latest one in use is the book; the ones before stay.
create table placements.price_import (
  council_id uuid not null,
  id uuid not null,
  state text not null check (state in ('read', 'stored', 'dropped')),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  file text not null check (file <> ''),
  document_id uuid not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  decided_at timestamptz,
  decided_by_name text,
  -- What a person should see before it is used: prices asked about, gaps, roundings, formulas, kinds without a price.
  found jsonb not null,
  -- The book in use when this one was read: another one since asks for a new look.
  based_on uuid,
  primary key (council_id, id)
);
create index on placements.price_import (council_id, decided_at desc);
select office.apart('placements.price_import', 'select, insert, update');

create table placements.price (
  council_id uuid not null,
  import_id uuid not null,
  position integer not null,
  sub_type text not null,
  provider text not null,
  band text not null check (band in ('', 'standard', 'complex', 'solo', 'crisis')),
  weekly_pence bigint not null check (weekly_pence >= 0),
  from_day date not null,
  to_day date check (to_day > from_day),
  -- Parts of a million; null: not stated, 0: none.
  cv integer check (cv >= 0),
  uplift integer,
  uplift_on text check (uplift_on in ('1 April', 'anniversary')),
  source text not null,
  sheet text,
  row integer not null,
  primary key (council_id, import_id, position),
  foreign key (council_id, import_id) references placements.price_import,
  check ((uplift is null) = (uplift_on is null))
);
select office.apart_append_only('placements.price');

-- What a forecast costs at a price book and settings, worked out once: never changed, told by the hash of its inputs.
create table placements.costing (
  council_id uuid not null,
  id uuid not null,
  input_hash text not null check (input_hash ~ '^[0-9a-f]{64}$'),
  run_id uuid not null,
  book_id uuid not null,
  rules_version text not null,
  -- Settings as they held: lines by year, spreads, length of placements.
  settings jsonb not null,
  made_at timestamptz not null,
  made_by_name text not null,
  -- Compressed, with the hash of the whole.
  result bytea not null,
  result_hash text not null check (result_hash ~ '^[0-9a-f]{64}$'),
  primary key (council_id, id),
  unique (council_id, input_hash),
  foreign key (council_id, run_id) references demand.forecast,
  foreign key (council_id, book_id) references placements.price_import
);
create index on placements.costing (council_id, run_id, made_at desc);
select office.apart_append_only('placements.costing');
