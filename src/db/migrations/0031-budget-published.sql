-- Published tables that a council has put beside its budget: Section 251 returns, layouts of further years, and what
-- benchmarking needs. The figures are read from the documents themselves; this says which documents, and what they hold. A file
-- is read by the layouts that stood when it was kept: with a mended layout it is kept again, and the latest row counts.
create table budget.published_table (
  council_id uuid not null,
  id uuid not null,
  document_id uuid not null,
  kind text not null check (kind in ('returns', 'layout', 'population', 'neighbours', 'figures')),
  name text not null check (name <> ''),
  -- What it says of itself: years and rows of returns, the layout's name.
  holds text not null,
  sha256 text not null,
  kept_at timestamptz not null,
  kept_by_name text not null,
  primary key (council_id, id),
  foreign key (council_id, document_id) references documents.document
);
create index on budget.published_table (council_id, kept_at desc);
select office.apart_append_only('budget.published_table');
