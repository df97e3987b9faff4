-- Forecasts of children in care. A run's progress is in jobs; what was asked and what came out is here, for ever.
create table demand.forecast_request (
  council_id uuid not null,
  run_id uuid not null,
  import_id uuid not null,
  kind text not null check (kind in ('own', 'matching', 'annual', 'no-change')),
  -- First day of the forecast.
  origin date not null,
  months integer not null check (months between 1 and 120),
  draws integer not null check (draws > 0),
  seed bigint not null,
  asked_at timestamptz not null,
  asked_by_name text not null,
  primary key (council_id, run_id),
  foreign key (council_id, run_id) references jobs.run,
  foreign key (council_id, import_id) references demand.import
);
create index on demand.forecast_request (council_id, asked_at desc);
select office.apart_append_only('demand.forecast_request');

create table demand.forecast (
  council_id uuid not null,
  run_id uuid not null,
  finished_at timestamptz not null,
  rules_version text not null,
  -- Children in care on the day before the origin, and the middle of the last month: what a list shows.
  children_now integer not null,
  middle double precision not null,
  low double precision not null,
  high double precision not null,
  -- The forecast as its page shows it, and the table of draws for costing; both compressed, with the hash of the whole.
  result bytea not null,
  draw_table bytea not null,
  result_hash text not null check (result_hash ~ '^[0-9a-f]{64}$'),
  primary key (council_id, run_id),
  foreign key (council_id, run_id) references demand.forecast_request
);
create index on demand.forecast (council_id, finished_at desc);
select office.apart_append_only('demand.forecast');
