-- The care of a child: visits without a pairing, calls apart from visits.
--
-- Visits are the largest table: it is written and read once for all of this, inside the transaction of the migration.
-- squawk-ignore-file adding-foreign-key-constraint, adding-not-nullable-field, constraint-missing-not-valid
-- squawk-ignore-file disallowed-unique-constraint, ban-drop-function, ban-drop-constraint, ban-drop-not-null
-- squawk-ignore-file require-concurrent-index-creation

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
    add column physical_health text,
    add column mood text,
    add column schooling text,
    add column care text,
    add column home_safety text,
    add column parents_contacted_on date,
    add column delegation_valid boolean,
    add column what_changed text,
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
    add constraint visits_physical_health_known check (physical_health in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_mood_known check (mood in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_schooling_known check (schooling in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_care_known check (care in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_home_safety_known check (home_safety in ('GOOD', 'FAIR', 'CONCERNING')),
    add constraint visits_parents_contacted_on_bounds check (parents_contacted_on between '1900-01-01' and '2100-12-31'),
    add constraint visits_parents_contacted_on_not_future check (parents_contacted_on <= today()),
    add constraint visits_what_changed_length check (char_length(what_changed) <= 2000),
    add constraint visits_next_on_bounds check (next_on between '1900-01-01' and '2100-12-31'),
    add constraint visits_late_reason_length check (char_length(late_reason) <= 500);

-- Calls were counted as visits.
insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select v.tenant_code, f.figure, d.dimension, date_trunc('month', v.visited_on)::date, sum(f.amount)
from visits v, (values ('visits', -1), ('calls', 1)) f (figure, amount),
     lateral (values (''), ('kind:' || v.kind)) d (dimension)
where v.contact_made and v.kind in ('PHONE', 'VIDEO')
group by 1, 2, 3, 4;

-- Pairings: who leads, the agreement and its term, what was handed over.
alter table pairings
    drop constraint pairings_role_known,
    drop constraint pairings_ended_reason_known,
    add column predecessor_id uuid references pairings,
    add column received_note text,
    add column agreement_number text,
    add column signed_by text,
    add column signed_on date,
    add column agreed_until date,
    add column kinship_excluded boolean,
    add constraint pairings_role_known check (role in ('LEAD', 'COMPANION', 'SPECIALIST', 'SOCIAL_WORKER')),
    add constraint pairings_ended_reason_known check (ended_reason in ('COMPLETED', 'CHILD_FILE_CLOSED',
        'CARING_MOTHER_LEFT', 'CHANGED_CARING_MOTHER', 'GUARDIAN_DECLINED', 'CHILD_ASKED', 'NO_LONGER_TARGET',
        'PARENTS_RETURNED', 'MOVED', 'AGED_OUT', 'CLEARANCE_LOST', 'CONDUCT', 'DIED', 'ENTERED_IN_ERROR')),
    add constraint pairings_received_note_length check (char_length(received_note) <= 4000),
    add constraint pairings_agreement_number_length check (char_length(agreement_number) <= 50),
    add constraint pairings_signed_by_length check (char_length(signed_by) <= 50),
    add constraint pairings_signed_on_bounds check (signed_on between '1900-01-01' and '2100-12-31'),
    add constraint pairings_signed_on_not_future check (signed_on <= today()),
    add constraint pairings_agreed_until_bounds check (agreed_until between '1900-01-01' and '2100-12-31'),
    add constraint pairings_kinship_excluded_declared check (kinship_excluded);
create index pairings_predecessor_id_idx on pairings (predecessor_id) where predecessor_id is not null;
select keep_order('pairings', 'agreed_until');

-- Needs, supports and wishes.
create table needs (
    like record_columns including all,
    child_id uuid not null references children,
    visit_id uuid references visits,
    kind text not null,
    detail text not null,
    entitlement text,
    urgency text not null default 'ORDINARY',
    raised_on date not null,
    responsible text,
    due_on date,
    settled_on date,
    outcome text,
    met_by_id uuid,
    outcome_note text,
    constraint needs_child_key unique (id, child_id),
    constraint needs_kind_known check (kind in ('LIVING', 'MEDICAL', 'EDUCATION', 'REHABILITATION', 'GUARDIANSHIP',
        'PSYCHOLOGICAL', 'COMPANIONSHIP', 'SAFETY', 'HOUSEHOLD_REGISTRATION', 'HOUSING', 'LEGAL', 'OTHER')),
    constraint needs_detail_length check (char_length(detail) between 1 and 1000),
    constraint needs_entitlement_known check (entitlement in ('FULL', 'NOT_GRANTED', 'SHORT', 'NOT_ENTITLED')),
    constraint needs_urgency_known check (urgency in ('ORDINARY', 'SOON', 'URGENT')),
    constraint needs_raised_on_bounds check (raised_on between '1900-01-01' and '2100-12-31'),
    constraint needs_raised_on_not_future check (raised_on <= today()),
    constraint needs_responsible_length check (char_length(responsible) <= 50),
    constraint needs_due_on_bounds check (due_on between '1900-01-01' and '2100-12-31'),
    constraint needs_settled_on_bounds check (settled_on between '1900-01-01' and '2100-12-31'),
    constraint needs_settled_on_not_future check (settled_on <= today()),
    constraint needs_settled_on_after_opening check (settled_on >= raised_on),
    constraint needs_outcome_named check ((settled_on is null) = (outcome is null)),
    constraint needs_outcome_known check (outcome in ('MET', 'MET_OTHERWISE', 'NOT_ENTITLED', 'DECLINED_BY_FAMILY',
        'NO_LONGER_NEEDED', 'ENTERED_IN_ERROR')),
    constraint needs_outcome_note_length check (char_length(outcome_note) <= 1000),
    constraint needs_met_by_id_named check (met_by_id is null or outcome = 'MET')
);
create index needs_child_id_idx on needs (child_id, raised_on, id);
create index needs_visit_id_idx on needs (visit_id, id) where visit_id is not null;
create index needs_met_by_id_idx on needs (met_by_id) where met_by_id is not null;
select keep_order('needs', 'raised_on'), keep_order('needs', 'due_on');

create table supports (
    like record_columns including all,
    child_id uuid not null references children,
    need_id uuid,
    kind text not null,
    supported_on date not null,
    provided_by text not null,
    quantity text,
    value numeric(14, 2),
    fund_source text,
    received_by text,
    evidence text,
    note text,
    closed_on date,
    closed_reason text,
    constraint supports_need_id_fkey foreign key (need_id, child_id) references needs (id, child_id),
    constraint supports_need_key unique (id, need_id),
    constraint supports_kind_known check (kind in ('SUPPLIES', 'MONEY', 'TUTORING', 'COUNSELLING', 'COMPANIONSHIP',
        'MEDICAL', 'REHABILITATION', 'LEGAL', 'ENTITLEMENT', 'WISH', 'OTHER')),
    constraint supports_supported_on_bounds check (supported_on between '1900-01-01' and '2100-12-31'),
    constraint supports_supported_on_not_future check (supported_on <= today()),
    constraint supports_provided_by_length check (char_length(provided_by) between 1 and 100),
    constraint supports_quantity_length check (char_length(quantity) <= 100),
    constraint supports_value_range check (value between 0 and 9999999999.99),
    constraint supports_fund_source_length check (char_length(fund_source) <= 100),
    constraint supports_received_by_length check (char_length(received_by) <= 50),
    constraint supports_evidence_length check (char_length(evidence) <= 1000),
    constraint supports_note_length check (char_length(note) <= 1000),
    constraint supports_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint supports_closed_on_not_future check (closed_on <= today()),
    constraint supports_closed_on_after_opening check (closed_on >= supported_on),
    constraint supports_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint supports_closed_reason_known check (closed_reason in ('ENTERED_IN_ERROR', 'NOT_RECEIVED'))
);
create index supports_child_id_idx on supports (child_id, supported_on, id);
create index supports_need_id_idx on supports (need_id, id) where need_id is not null;
select keep_order('supports', 'supported_on');
-- It is met by one of its own supports; both may be written in one transaction, in any order.
alter table needs add constraint needs_met_by_id_fkey foreign key (met_by_id, id) references supports (id, need_id)
    deferrable initially deferred;

create table wishes (
    like record_columns including all,
    child_id uuid not null references children,
    wish text not null,
    made_on date not null,
    public_text text,
    published_on date,
    claimed_by text,
    claimed_on date,
    support_id uuid references supports,
    fulfilled_on date,
    thanks text,
    thanked_on date,
    closed_on date,
    closed_reason text,
    state text not null generated always as (
        case when closed_on is not null then 'WITHDRAWN' when thanked_on is not null then 'THANKED'
             when fulfilled_on is not null then 'FULFILLED' when claimed_on is not null then 'CLAIMED'
             when published_on is not null then 'PUBLISHED' else 'MADE' end
    ) stored,
    constraint wishes_wish_length check (char_length(wish) between 1 and 500),
    constraint wishes_made_on_bounds check (made_on between '1900-01-01' and '2100-12-31'),
    constraint wishes_made_on_not_future check (made_on <= today()),
    constraint wishes_public_text_length check (char_length(public_text) <= 300),
    constraint wishes_published_on_bounds check (published_on between '1900-01-01' and '2100-12-31'),
    constraint wishes_published_on_not_future check (published_on <= today()),
    constraint wishes_published_on_after_opening check (published_on >= made_on),
    constraint wishes_claimed_by_length check (char_length(claimed_by) <= 100),
    constraint wishes_claimed_on_bounds check (claimed_on between '1900-01-01' and '2100-12-31'),
    constraint wishes_claimed_on_not_future check (claimed_on <= today()),
    constraint wishes_claimed_on_after_opening check (claimed_on >= made_on),
    constraint wishes_support_id_named check (support_id is null or fulfilled_on is not null),
    constraint wishes_fulfilled_on_bounds check (fulfilled_on between '1900-01-01' and '2100-12-31'),
    constraint wishes_fulfilled_on_not_future check (fulfilled_on <= today()),
    constraint wishes_fulfilled_on_after_opening check (fulfilled_on >= made_on),
    constraint wishes_thanks_length check (char_length(thanks) <= 1000),
    constraint wishes_thanked_on_bounds check (thanked_on between '1900-01-01' and '2100-12-31'),
    constraint wishes_thanked_on_not_future check (thanked_on <= today()),
    constraint wishes_thanked_on_after_opening
        check (thanked_on is null or fulfilled_on is not null and thanked_on >= fulfilled_on),
    constraint wishes_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint wishes_closed_on_not_future check (closed_on <= today()),
    constraint wishes_closed_on_after_opening check (closed_on >= made_on),
    constraint wishes_closed_on_fulfilled check (closed_on is null or fulfilled_on is null),
    constraint wishes_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint wishes_closed_reason_known
        check (closed_reason in ('WITHDRAWN_BY_CHILD', 'UNSUITABLE', 'NOBODY_CLAIMED', 'ENTERED_IN_ERROR'))
);
create index wishes_child_id_idx on wishes (child_id, made_on, id);
create index wishes_support_id_idx on wishes (support_id) where support_id is not null;
select keep_order('wishes', 'made_on');

create table published_wishes (
    like record_columns including all,
    number text not null,
    age_band text not null,
    wish text not null,
    published_on date not null,
    claimed_by text,
    claimed_on date,
    closed_on date,
    constraint published_wishes_number_length check (char_length(number) between 1 and 30),
    constraint published_wishes_age_band_known
        check (age_band in ('UNDER_6', 'FROM_6_TO_11', 'FROM_12_TO_15', 'FROM_16_TO_17', 'ADULT')),
    constraint published_wishes_wish_length check (char_length(wish) between 1 and 300),
    constraint published_wishes_published_on_bounds check (published_on between '1900-01-01' and '2100-12-31'),
    constraint published_wishes_published_on_not_future check (published_on <= today()),
    constraint published_wishes_claimed_by_length check (char_length(claimed_by) <= 100),
    constraint published_wishes_claimed_on_bounds check (claimed_on between '1900-01-01' and '2100-12-31'),
    constraint published_wishes_claimed_on_not_future check (claimed_on <= today()),
    constraint published_wishes_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint published_wishes_closed_on_not_future check (closed_on <= today())
);
select keep_order('published_wishes', 'published_on');
create sequence published_wish_number;

-- Which wish was published as what: for the database alone, which keeps the two in step.
create table wish_listings (
    wish_id uuid primary key references wishes on delete cascade,
    published_wish_id uuid not null constraint wish_listings_published_wish_id_key unique references published_wishes
);

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('NEED', 'needs', 'CONTACT', 'CHILD', 'child_id'),
    ('SUPPORT', 'supports', 'CONTACT', 'CHILD', 'child_id'),
    ('WISH', 'wishes', 'CONTACT', 'CHILD', 'child_id'),
    ('PUBLISHED_WISH', 'published_wishes', 'APPEAL', null, null);
