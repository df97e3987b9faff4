-- What a council may set, with the day from which it holds. A change is a new row; the latest row for a day wins.
create schema settings;
grant usage on schema settings to headwater_app;

create table settings.setting (
  council_id uuid not null,
  id uuid not null,
  setting text not null check (setting <> ''),
  from_date date not null,
  value jsonb not null,
  source text not null check (source <> ''),
  set_by uuid not null,
  set_by_name text not null,
  set_at timestamptz not null,
  primary key (council_id, id)
);
create index on settings.setting (council_id, setting, from_date desc, id desc);
select office.apart_append_only('settings.setting');
