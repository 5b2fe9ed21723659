-- The care of a child: visits without a pairing, calls apart from visits.
--
-- Visits are the largest table: it is written and read once for all of this, inside the transaction of the migration.
-- squawk-ignore-file adding-foreign-key-constraint, adding-not-nullable-field, constraint-missing-not-valid
-- squawk-ignore-file disallowed-unique-constraint, ban-drop-function, ban-drop-constraint, ban-drop-not-null

-- A visit is of its pairing by three keys, and no longer follows it to another tenant: an act stays where it was done.
drop trigger if exists admitted_on_insert on visits;
drop trigger if exists admitted_on_update on visits;
drop function if exists visits_admitted();
alter table visits drop constraint visits_pairing_id_fkey;
alter table pairings drop constraint pairings_parties_key;
alter table pairings add constraint pairings_parties_key unique (id, child_id, caring_mother_id);
alter table visits
    add constraint visits_pairing_id_fkey foreign key (pairing_id, child_id, caring_mother_id)
        references pairings (id, child_id, caring_mother_id),
    add constraint visits_child_id_fkey foreign key (child_id) references children,
    alter column pairing_id drop not null,
    alter column caring_mother_id drop not null,
    add column capacity text,
    add column visitor text,
    add column accompanied_by text,
    add column started_at timestamptz,
    add column minutes integer,
    add column planned boolean,
    add column no_contact_reason text,
    add column met text[],
    add column living text,
    add column health text,
    add column mood text,
    add column schooling text,
    add column care text,
    add column home_safety text,
    add column parents_contacted_on date,
    add column delegation_valid boolean,
    add column changes text,
    add column harm_suspected boolean,
    add column next_on date,
    add column late_reason text;

set local circle.unrecorded = 'on';
update visits set capacity = 'CARING_MOTHER', met = '{}', harm_suspected = false;
set local circle.unrecorded = 'off';

alter table visits
    alter column capacity set default 'CARING_MOTHER',
    alter column capacity set not null,
    alter column met set default '{}',
    alter column met set not null,
    alter column harm_suspected set default false,
    alter column harm_suspected set not null,
    add constraint visits_caring_mother_id_named
        check (num_nonnulls(pairing_id, caring_mother_id) in (0, 2)
               and (pairing_id is not null) = (capacity = 'CARING_MOTHER')),
    add constraint visits_capacity_known check (capacity in ('CARING_MOTHER', 'CHILD_DIRECTOR', 'SOCIAL_WORKER', 'STAFF')),
    add constraint visits_visitor_length check (char_length(visitor) <= 50),
    add constraint visits_accompanied_by_length check (char_length(accompanied_by) <= 50),
    add constraint visits_minutes_range check (minutes between 1 and 600),
    add constraint visits_no_contact_reason_known
        check (no_contact_reason in ('NOBODY_THERE', 'NOT_ANSWERED', 'CHILD_AWAY', 'DECLINED', 'OTHER')),
    add constraint visits_no_contact_reason_named check (no_contact_reason is null or not contact_made),
    add constraint visits_met_known check (met <@ array['CHILD_ALONE', 'CHILD_WITH_OTHERS', 'PARENT', 'CARER', 'TEACHER',
        'NEIGHBOUR']),
    add constraint visits_living_known check (living in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_health_known check (health in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_mood_known check (mood in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_schooling_known check (schooling in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_care_known check (care in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_home_safety_known check (home_safety in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_parents_contacted_on_bounds check (parents_contacted_on between '1900-01-01' and '2100-12-31'),
    add constraint visits_parents_contacted_on_not_future check (parents_contacted_on <= today()),
    add constraint visits_changes_length check (char_length(changes) <= 2000),
    add constraint visits_next_on_bounds check (next_on between '1900-01-01' and '2100-12-31'),
    add constraint visits_late_reason_length check (char_length(late_reason) <= 500);

-- Calls were counted as visits.
insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select v.tenant_code, f.figure, d.dimension, date_trunc('month', v.visited_on)::date, sum(f.amount)
from visits v, (values ('visits', -1), ('calls', 1)) f (figure, amount),
     lateral (values (''), ('kind:' || v.kind)) d (dimension)
where v.contact_made and v.kind in ('PHONE', 'VIDEO')
group by 1, 2, 3, 4;
