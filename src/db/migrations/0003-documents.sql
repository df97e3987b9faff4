-- Files as they came or went out, kept whole. Content is in parts, so that no row is large.
create schema documents;
grant usage on schema documents to headwater_app;

create table documents.document (
  council_id uuid not null,
  id uuid not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  name text not null check (name <> ''),
  type text not null,
  size bigint not null check (size >= 0),
  kept_at timestamptz not null,
  kept_by uuid not null,
  retain_until date,
  primary key (council_id, id),
  unique (council_id, sha256)
);
select office.apart('documents.document');

create table documents.part (
  council_id uuid not null,
  document_id uuid not null,
  position integer not null check (position >= 0),
  body bytea not null,
  primary key (council_id, document_id, position),
  foreign key (council_id, document_id) references documents.document on delete cascade
);
select office.apart('documents.part', 'select, insert, delete');
