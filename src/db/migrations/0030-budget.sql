-- Services, streams, lines, amounts and movements of a council's budget. What the program ships (the catalogue) is data of the
-- program; a council's own services and streams stand here and take the place of the shipped ones by id.
create schema budget;
grant usage on schema budget to headwater_app;

-- Files read together: looked at, then stored whole. The files themselves are in documents.
create table budget.import (
  council_id uuid not null,
  id uuid not null,
  state text not null check (state in ('read', 'stored', 'dropped')),
  fingerprint text not null,
  made_at timestamptz not null,
  made_by uuid not null,
  made_by_name text not null,
  decided_at timestamptz,
  decided_by_name text,
  -- Documents in the order they were read, with name and hash.
  documents jsonb not null,
  -- Tables in the order of the origins of amounts: file, sheet, table, rows.
  files jsonb not null,
  -- What the preview shows: pounds in and out, rows set aside, residues, formulas, checks.
  found jsonb not null,
  -- The moment of the latest store when this was read: another store since asks for a new look.
  based_on uuid,
  primary key (council_id, id)
);
create index on budget.import (council_id, made_at desc);
select office.apart('budget.import');

create table budget.service (
  council_id uuid not null,
  id text not null check (id <> ''),
  name text not null,
  service_group text not null,
  parent text,
  kind text not null check (kind in ('service', 'support', 'development', 'change')),
  same_as text,
  owner text not null,
  from_day date not null,
  to_day date,
  funding jsonb not null,
  note text,
  import_id uuid not null,
  primary key (council_id, id)
);
select office.apart('budget.service');

create table budget.service_statutory (
  council_id uuid not null,
  service_id text not null,
  position integer not null,
  kind text not null check (kind in ('yes', 'part', 'no')),
  basis text not null,
  from_day date not null,
  to_day date,
  primary key (council_id, service_id, position),
  foreign key (council_id, service_id) references budget.service
);
select office.apart('budget.service_statutory');

create table budget.service_s251 (
  council_id uuid not null,
  service_id text not null,
  stable_id text not null,
  from_day date not null,
  -- Parts of a million.
  share integer not null check (share between 0 and 1000000),
  primary key (council_id, service_id, stable_id, from_day),
  foreign key (council_id, service_id) references budget.service
);
select office.apart('budget.service_s251');

create table budget.stream (
  council_id uuid not null,
  id text not null check (id <> ''),
  name text not null,
  family text not null check (family in ('core', 'dsg', 'general-grant', 'specific-grant', 'partner', 'fees', 'reserve')),
  payer text not null,
  from_day date not null,
  to_day date,
  ring_fenced boolean not null,
  conditions jsonb not null,
  carry_forward jsonb not null,
  successor text,
  note text,
  import_id uuid not null,
  primary key (council_id, id)
);
select office.apart('budget.stream');

-- Published figures of a stream: never one alone.
create table budget.stream_money (
  council_id uuid not null,
  stream_id text not null,
  position integer not null,
  year text not null check (year ~ '^\d{4}-\d{2}$'),
  status text not null check (status in ('announced', 'allocated', 'paid', 'claimed')),
  pence bigint not null,
  on_day date,
  source text not null,
  import_id uuid not null,
  file integer not null,
  row integer not null,
  primary key (council_id, stream_id, position)
);
select office.apart('budget.stream_money');

create table budget.driver_volume (
  council_id uuid not null,
  driver_id text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  unit text not null,
  thousandths bigint not null,
  source text not null,
  import_id uuid not null,
  file integer not null,
  row integer not null,
  primary key (council_id, driver_id, month)
);
select office.apart('budget.driver_volume');

create table budget.price (
  council_id uuid not null,
  driver_id text not null,
  from_day date not null,
  to_day date check (to_day > from_day),
  basis text not null check (basis in ('day', 'week', 'month', 'year', 'unit')),
  pence bigint not null,
  source text not null,
  import_id uuid not null,
  file integer not null,
  row integer not null,
  primary key (council_id, driver_id, from_day)
);
select office.apart('budget.price');

-- A year's budget in one state. Agreed and outturn never change; current is computed from agreed and the movements after it.
create table budget.version (
  council_id uuid not null,
  id uuid not null,
  year text not null check (year ~ '^\d{4}-\d{2}$'),
  kind text not null check (kind in ('draft', 'proposed', 'agreed', 'forecast', 'outturn', 'scenario')),
  name text not null,
  -- The resolution that agreed it, and when.
  resolution text,
  decided_on date,
  made_at timestamptz not null,
  made_by_name text not null,
  import_id uuid,
  -- Checks as they were when the version was proposed or agreed.
  checks jsonb,
  primary key (council_id, id),
  unique (council_id, year, kind, name),
  check ((kind = 'agreed') = (resolution is not null)),
  check ((kind in ('forecast', 'scenario')) = (name <> ''))
);
select office.apart('budget.version');

-- Amounts of a version, bulk: rows are written once with their version and have no foreign keys.
create table budget.amount (
  council_id uuid not null,
  version_id uuid not null,
  position integer not null,
  service_id text not null,
  subjective_id text not null,
  stream_id text not null,
  area_id text not null,
  cost_centre text not null,
  -- 1 (April) to 12 (March); 0 for the year.
  month integer not null check (month between 0 and 12),
  pence bigint not null,
  one_off boolean not null,
  -- The year's figure of a line that also has months: checked, never counted.
  stated boolean not null,
  driver_id text not null,
  override text not null,
  note text not null,
  -- Where it stands among the tables of its version's import.
  file integer not null,
  row integer not null,
  primary key (council_id, version_id, position)
);
select office.apart('budget.amount');

-- Every change of a budget. A movement is never changed nor taken away: a mistake is moved back.
create table budget.movement (
  council_id uuid not null,
  id uuid not null,
  year text not null check (year ~ '^\d{4}-\d{2}$'),
  kind text not null,
  from_line text not null,
  to_line text,
  pence bigint not null,
  why text not null check (why <> ''),
  reference text not null,
  after_agreement boolean not null,
  made_at timestamptz not null,
  made_by_name text not null,
  import_id uuid,
  file integer,
  row integer,
  primary key (council_id, id)
);
create index on budget.movement (council_id, year);
select office.apart_append_only('budget.movement');

create table budget.pot (
  council_id uuid not null,
  id text not null,
  year text not null,
  stream_id text not null,
  pence bigint not null,
  uses jsonb not null,
  import_id uuid not null,
  primary key (council_id, year, id)
);
select office.apart('budget.pot');

create table budget.published (
  council_id uuid not null,
  place text not null,
  source text not null check (source in ('ours', 'paper')),
  pence bigint not null,
  parts jsonb not null,
  import_id uuid not null,
  primary key (council_id, place)
);
select office.apart('budget.published');

-- Rates a budget assumes: frozen with every agreed version.
create table budget.assumption (
  council_id uuid not null,
  id text not null,
  from_day date not null,
  kind text not null check (kind in ('pay', 'price-index', 'demography', 'grant', 'council-tax', 'interest')),
  rate integer not null,
  source text not null,
  made_by_name text not null,
  made_at timestamptz not null,
  primary key (council_id, id, from_day)
);
select office.apart('budget.assumption');

-- A costed forecast brought into the budget: the latest one is planned with, the earlier ones stay.
create table budget.demand (
  council_id uuid not null,
  id uuid not null,
  run_id uuid not null,
  run jsonb not null,
  price_book text not null,
  -- Years with their parts and what each draw costs.
  years jsonb not null,
  made_at timestamptz not null,
  made_by_name text not null,
  primary key (council_id, id)
);
create index on budget.demand (council_id, made_at desc);
select office.apart_append_only('budget.demand');
