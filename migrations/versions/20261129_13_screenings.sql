-- Screenings: each an application of its own, with its steps. What is said of a Caring Mother follows from them.
--
-- The registers of a province are read through in a moment, and nobody writes while a revision is applied.
-- squawk-ignore-file constraint-missing-not-valid, adding-not-nullable-field, adding-foreign-key-constraint, require-concurrent-index-creation

create table screenings (
    like record_columns including all,
    caring_mother_id uuid not null references caring_mothers on delete cascade,
    applied_on date not null,
    statement text,
    recommended_by text,
    state text not null default 'APPLIED',
    decided_on date,
    approved_until date,
    opinion text,
    lapsed_on date,
    lapsed_reason text,
    constraint screenings_applied_on_bounds check (applied_on between '1900-01-01' and '2100-12-31'),
    constraint screenings_applied_on_not_future check (applied_on <= today()),
    constraint screenings_statement_encrypted check (is_encrypted(statement)),
    constraint screenings_recommended_by_length check (char_length(recommended_by) <= 100),
    constraint screenings_state_known check (state in ('APPLIED', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
    constraint screenings_decided_on_bounds check (decided_on between '1900-01-01' and '2100-12-31'),
    constraint screenings_decided_on_not_future check (decided_on <= today()),
    constraint screenings_decided_on_named check ((state = 'APPLIED') = (decided_on is null)),
    constraint screenings_decided_on_after_opening check (decided_on >= applied_on),
    constraint screenings_approved_until_bounds check (approved_until between '1900-01-01' and '2100-12-31'),
    constraint screenings_approved_until_named check ((state = 'APPROVED') = (approved_until is not null)),
    constraint screenings_opinion_encrypted check (is_encrypted(opinion)),
    constraint screenings_lapsed_on_bounds check (lapsed_on between '1900-01-01' and '2100-12-31'),
    constraint screenings_lapsed_on_not_future check (lapsed_on <= today()),
    constraint screenings_lapsed_on_decided check (lapsed_on is null or state in ('APPROVED', 'REJECTED')),
    constraint screenings_lapsed_reason_length check (char_length(lapsed_reason) <= 500)
);
create index screenings_caring_mother_id_idx on screenings (caring_mother_id, id);
create unique index screenings_open_key on screenings (caring_mother_id) where state = 'APPLIED';
select keep_order('screenings', 'applied_on', false);
insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('SCREENING', 'screenings', 'SCREENING_FILE', 'CARING_MOTHER', 'caring_mother_id');

-- What a registration said becomes its first application; one that waits, where steps of it were recorded.
insert into screenings (id, tenant_code, caring_mother_id, applied_on, state, decided_on, approved_until)
select time_ordered_id(), m.tenant_code, m.id, d.day, coalesce(nullif(m.screening_state, 'PENDING'), 'APPLIED'),
       case when m.screening_state <> 'PENDING' then d.day end, m.screening_until
from caring_mothers m, lateral (select least(m.registered_on, m.screening_until) as day) d
where m.screening_state <> 'PENDING' or exists (select from clearance_steps s where s.caring_mother_id = m.id);
insert into record_ids select id, 'SCREENING' from screenings;

set local circle.unrecorded = 'on';
alter table clearance_steps add column screening_id uuid;
update clearance_steps s set screening_id = a.id from screenings a where a.caring_mother_id = s.caring_mother_id;
alter table clearance_steps alter column screening_id set not null,
    add constraint clearance_steps_screening_id_fkey foreign key (screening_id) references screenings on delete cascade;
create index clearance_steps_screening_id_idx on clearance_steps (screening_id, id);
set local circle.unrecorded = 'off';

-- Who decides is looked at where the decision is now.
drop trigger if exists clearance_complete on caring_mothers;
-- squawk-ignore ban-drop-function
drop function if exists clearance_complete();
