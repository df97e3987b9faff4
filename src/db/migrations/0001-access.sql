-- What keeps councils apart, and who may come in. Read docs/decisions/0003 and 0006.

grant usage on schema office to headwater_app;

-- The council of the transaction, or null when none is set.
create function office.council() returns uuid language sql stable as
  $$ select nullif(current_setting('app.council', true), '')::uuid $$;

-- Gives a table its walls: row-level security, forced on its owner too, and the grants of the program's role.
create function office.apart(t regclass, rights text default 'select, insert, update, delete') returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', t);
  execute format('alter table %s force row level security', t);
  execute format('create policy apart on %s using (council_id = (select office.council()))'
    || ' with check (council_id = (select office.council()))', t);
  execute format('grant %s on %s to headwater_app', rights, t);
end $$;

-- The same for a table whose rows are never changed nor taken away.
create function office.apart_append_only(t regclass) returns void language sql as
  $$ select office.apart(t, 'select, insert') $$;

create schema access;
grant usage on schema access to headwater_app;

create table access.council (
  council_id uuid primary key,
  name text not null check (name <> ''),
  kind text not null check (kind in ('county', 'unitary', 'metropolitan', 'london', 'example')),
  la_code text,
  created_at timestamptz not null
);
select office.apart('access.council', 'select, insert, update');
-- Without a council the directory of councils may be read, never written.
create policy directory on access.council for select using ((select office.council()) is null);

create table access.person (
  council_id uuid not null references access.council,
  id uuid not null,
  email text not null check (email = lower(email) and email like '%_@_%'),
  name text not null check (name <> ''),
  password_hash text,
  active boolean not null default true,
  created_at timestamptz not null,
  primary key (council_id, id),
  unique (council_id, email)
);
select office.apart('access.person');

create table access.person_role (
  council_id uuid not null,
  person_id uuid not null,
  role text not null check (role in ('reader', 'analyst', 'returns', 'finance', 'chief-finance-officer',
    'monitoring-officer', 'democratic-services', 'member', 'service-manager', 'worker', 'authoriser', 'administrator')),
  primary key (council_id, person_id, role),
  foreign key (council_id, person_id) references access.person
);
select office.apart('access.person_role');

-- Where a sign-in name leads, before the council is known: hashes and ids, nothing about anybody.
create table access.sign_in_name (
  council_id uuid not null,
  name_hash text not null check (name_hash ~ '^[0-9a-f]{64}$'),
  person_id uuid not null,
  primary key (council_id, name_hash),
  foreign key (council_id, person_id) references access.person
);
create index on access.sign_in_name (name_hash);
select office.apart('access.sign_in_name');
create policy directory on access.sign_in_name for select using ((select office.council()) is null);

create table access.session (
  council_id uuid not null,
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  person_id uuid not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  ends_at timestamptz not null,
  idle_seconds integer not null check (idle_seconds > 0),
  primary key (council_id, token_hash),
  foreign key (council_id, person_id) references access.person
);
create index on access.session (council_id, person_id);
select office.apart('access.session');

-- Failed sign-ins by name, whether or not anybody has that name. It belongs to no council and is seen only outside all.
create table access.sign_in_attempt (
  name_hash text primary key check (name_hash ~ '^[0-9a-f]{64}$'),
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
alter table access.sign_in_attempt enable row level security;
alter table access.sign_in_attempt force row level security;
create policy outside on access.sign_in_attempt
  using ((select office.council()) is null) with check ((select office.council()) is null);
grant select, insert, update, delete on access.sign_in_attempt to headwater_app;
