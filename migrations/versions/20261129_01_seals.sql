-- What is logged of a statement has an id that the answering process gave it; before there were seals it had none. A search
-- through more files than are named is an entry of its own, which names none.
alter table access_log_unchained add column statement_id uuid;
alter table access_log add column statement_id uuid, add column searched boolean not null default false;

-- Seals of the processes, each with a series of its own, numbered without a gap: which statements it logged, with the digest
-- of what it then answered, or null where it does not know whether it was logged; the head of the chain that it made; and
-- the newest seals of other series, as it saw them. Written once and never changed.
create table access_log_seals (
    series uuid not null,
    number integer not null,
    at timestamptz not null,
    statements uuid[] not null,
    digests bytea[] not null,
    head_day date,
    head_entries integer,
    head bytea,
    seen text[] not null,
    ended boolean not null,
    key text not null,
    mac bytea not null,
    primary key (series, number),
    constraint access_log_seals_number_counted check (number > 0),
    constraint access_log_seals_digests_parallel check (cardinality(statements) = cardinality(digests)),
    constraint access_log_seals_head_whole check (num_nonnulls(head_day, head_entries, head) in (0, 3))
);
create index access_log_seals_at_idx on access_log_seals (at);

-- squawk-ignore ban-drop-function
drop function if exists log_openings(text[], text[], text[], text, text, text, boolean);
