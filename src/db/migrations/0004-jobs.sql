-- Long work: the truth about every run. The queue's own schema holds ids alone. Read docs/decisions/0004.

create schema jobs;
grant usage on schema jobs to headwater_app;

create table jobs.input (
  council_id uuid not null,
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  body bytea not null,
  primary key (council_id, hash)
);
select office.apart_append_only('jobs.input');

create table jobs.run (
  council_id uuid not null,
  id uuid not null,
  kind text not null,
  subject text,
  rules_version text not null,
  input_hash text not null,
  seed bigint not null,
  n integer not null check (n > 0),
  done integer not null default 0 check (done between 0 and n),
  state text not null default 'queued' check (state in ('queued', 'running', 'finished', 'failed', 'cancelled')),
  why text,
  result_hash text,
  created_at timestamptz not null,
  created_by uuid not null,
  created_name text not null,
  started_at timestamptz,
  finished_at timestamptz,
  primary key (council_id, id),
  foreign key (council_id, input_hash) references jobs.input
);
create index on jobs.run (council_id, created_at desc);
select office.apart('jobs.run', 'select, insert, update');

create table jobs.chunk_result (
  council_id uuid not null,
  run_id uuid not null,
  chunk integer not null check (chunk >= 0),
  body bytea not null,
  body_hash text not null,
  ms integer not null,
  primary key (council_id, run_id, chunk),
  foreign key (council_id, run_id) references jobs.run
);
select office.apart('jobs.chunk_result', 'select, insert, delete');
