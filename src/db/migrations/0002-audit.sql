-- Who did what, when and why: append-only, each entry sealed with the hash of the one before.
create schema audit;
grant usage on schema audit to headwater_app;

create table audit.entry (
  council_id uuid not null,
  seq bigint not null check (seq >= 1),
  at timestamptz not null,
  person_id uuid not null,
  person_name text not null,
  verb text not null check (verb <> ''),
  subject text not null,
  why text,
  before jsonb,
  after jsonb,
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  primary key (council_id, seq)
);
create index on audit.entry (council_id, subject, seq);
select office.apart_append_only('audit.entry');
