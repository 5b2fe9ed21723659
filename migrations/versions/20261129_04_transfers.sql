-- Transfers of files, and what goes on where the file is: it remembers who had it until when.
--
-- Open pairings and needs are read and written once, inside the transaction of the migration.
-- squawk-ignore-file adding-not-nullable-field, constraint-missing-not-valid

create table transfers (
    like record_columns including all,
    child_id uuid not null references children,
    child_name text not null,
    receiver_code bigint not null references tenants,
    reason text not null,
    state text not null default 'REQUESTED',
    requested_on date not null default today(),
    decided_on date,
    decision_note text,
    pairings_continue boolean,
    constraint transfers_child_name_length check (char_length(child_name) <= 50),
    constraint transfers_reason_length check (char_length(reason) between 1 and 500),
    constraint transfers_state_known check (state in ('REQUESTED', 'ACCEPTED', 'REJECTED', 'WITHDRAWN')),
    constraint transfers_requested_on_bounds check (requested_on between '1900-01-01' and '2100-12-31'),
    constraint transfers_requested_on_not_future check (requested_on <= today()),
    constraint transfers_decided_on_bounds check (decided_on between '1900-01-01' and '2100-12-31'),
    constraint transfers_decided_on_not_future check (decided_on <= today()),
    constraint transfers_decided_on_named check ((decided_on is null) = (state = 'REQUESTED')),
    constraint transfers_decision_note_length check (char_length(decision_note) <= 500)
);
create index transfers_child_id_idx on transfers (child_id, id);
create index transfers_receiver_code_idx on transfers (receiver_code, id);
create unique index transfers_open_key on transfers (child_id) where state = 'REQUESTED';
insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('TRANSFER', 'transfers', 'TRANSFER_FILE', 'CHILD', 'child_id');
update record_kinds set protection = 'EPISODE' where kind = 'PAIRING';

alter table pairings add column handed_over jsonb;
alter table needs add column handed_over jsonb;
alter table pairings disable trigger user;
alter table needs disable trigger user;
update pairings set handed_over = '[]';
update needs set handed_over = '[]';
alter table pairings enable trigger user;
alter table needs enable trigger user;
alter table pairings
    alter column handed_over set default '[]',
    alter column handed_over set not null,
    add constraint pairings_from_on_between_stays check (from_on <= (handed_over -> 0 ->> 'until')::date),
    add constraint pairings_until_on_between_stays check (until_on >= (handed_over -> -1 ->> 'until')::date);
alter table needs
    alter column handed_over set default '[]',
    alter column handed_over set not null,
    add constraint needs_raised_on_between_stays check (raised_on <= (handed_over -> 0 ->> 'until')::date),
    add constraint needs_settled_on_between_stays check (settled_on >= (handed_over -> -1 ->> 'until')::date);
