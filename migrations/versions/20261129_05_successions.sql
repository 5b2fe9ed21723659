-- Successions: which tenant took over from which, and whose a Caring Mother's registration was until when.
--
-- Registrations are read and written once, inside the transaction of the migration.
-- squawk-ignore-file adding-not-nullable-field, constraint-missing-not-valid

create table successions (
    from_code bigint not null references tenants,
    to_code bigint not null references tenants,
    on_day date not null,
    recorded_at timestamptz not null default now(),
    constraint successions_pkey primary key (from_code, to_code, on_day),
    constraint successions_to_code_another check (to_code <> from_code),
    constraint successions_on_day_not_future check (on_day <= today())
);
create index successions_to_code_idx on successions (to_code);

-- A file that one tenant took over from another by law.
alter table transfers add column by_succession boolean;
alter table transfers disable trigger user;
update transfers set by_succession = false;
alter table transfers enable trigger user;
alter table transfers alter column by_succession set default false, alter column by_succession set not null;

alter table caring_mothers add column handed_over jsonb;
alter table caring_mothers disable trigger user;
update caring_mothers set handed_over = '[]';
alter table caring_mothers enable trigger user;
alter table caring_mothers
    alter column handed_over set default '[]',
    alter column handed_over set not null,
    add constraint caring_mothers_registered_on_between_stays
        check (registered_on <= (handed_over -> 0 ->> 'until')::date),
    add constraint caring_mothers_closed_on_between_stays check (closed_on >= (handed_over -> -1 ->> 'until')::date);
