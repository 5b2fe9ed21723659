-- Successions that an administrator proposed, for a director to carry out.

create table proposed_successions (
    id uuid not null,
    version integer not null default 1,
    from_code bigint not null references tenants,
    to_codes bigint[] not null,
    on_day date not null,
    closes boolean not null,
    reason text not null,
    state text not null default 'PROPOSED',
    proposed_by uuid not null references users,
    proposed_at timestamptz not null default now(),
    decided_by uuid references users,
    decided_at timestamptz,
    constraint proposed_successions_pkey primary key (id),
    constraint proposed_successions_to_codes_named check (cardinality(to_codes) between 1 and 20),
    constraint proposed_successions_on_day_not_future check (on_day <= today()),
    constraint proposed_successions_reason_length check (char_length(reason) between 1 and 500),
    constraint proposed_successions_state_known check (state in ('PROPOSED', 'CARRIED_OUT', 'DECLINED')),
    constraint proposed_successions_state_decided check ((state = 'PROPOSED') = (decided_by is null)),
    constraint proposed_successions_decided_together check ((decided_by is null) = (decided_at is null)),
    constraint proposed_successions_decided_by_another check (state <> 'CARRIED_OUT' or decided_by <> proposed_by)
);
create unique index proposed_successions_open_key on proposed_successions (from_code) where state = 'PROPOSED';
create index proposed_successions_proposed_at_idx on proposed_successions (proposed_at, id);
create index proposed_successions_from_code_idx on proposed_successions (from_code);
create index proposed_successions_proposed_by_idx on proposed_successions (proposed_by);
create index proposed_successions_decided_by_idx on proposed_successions (decided_by);
