-- A child's categories, several at once; what became of each parent; the assessments of risk; whether the child is to be
-- paired. What follows from them on each day stays in the child's row, where lists and figures look.
--
-- The files of a province are read through in a moment, and nobody writes while a revision is applied.
-- squawk-ignore-file constraint-missing-not-valid, adding-not-nullable-field, ban-drop-constraint, ban-drop-not-null, ban-drop-default

create table categorizations (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    category text not null,
    source text not null,
    evidence text,
    from_on date not null,
    until_on date,
    ended_reason text,
    constraint categorizations_category_known check (category in ('LEFT_BEHIND', 'MIGRANT', 'ORPHAN',
        'DE_FACTO_UNATTENDED', 'HARDSHIP', 'ILLNESS_OR_DISABILITY', 'HARMED_OR_NEGLECTED', 'STATE_GUARDIANSHIP', 'OTHER')),
    constraint categorizations_source_known check (source in ('CIVIL_AFFAIRS', 'FEDERATION')),
    constraint categorizations_evidence_length check (char_length(evidence) <= 500),
    constraint categorizations_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint categorizations_from_on_not_future check (from_on <= today()),
    constraint categorizations_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint categorizations_until_on_not_future check (until_on <= today()),
    constraint categorizations_until_on_after_opening check (until_on >= from_on),
    constraint categorizations_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint categorizations_ended_reason_known check (ended_reason in ('AGED_OUT', 'PARENTS_RETURNED',
        'CIRCUMSTANCES_CHANGED', 'RECLASSIFIED', 'ENTERED_IN_ERROR'))
);
create index categorizations_child_id_idx on categorizations (child_id, id);
select keep_order('categorizations', 'from_on');

create table parent_circumstances (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    parent text not null,
    circumstance text not null,
    from_on date not null,
    place text,
    evidence text,
    expected_end_on date,
    until_on date,
    ended_reason text,
    constraint parent_circumstances_parent_known check (parent in ('FATHER', 'MOTHER')),
    constraint parent_circumstances_circumstance_known check (circumstance in ('WITH_CHILD', 'AWAY_WORKING', 'UNKNOWN', 'DECEASED',
        'SEVERELY_DISABLED', 'SEVERELY_ILL', 'IMPRISONED', 'COMPULSORY_DETOX', 'OTHERWISE_DETAINED', 'LOST_CONTACT',
        'GUARDIANSHIP_REVOKED', 'DEPORTED')),
    constraint parent_circumstances_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint parent_circumstances_from_on_not_future check (from_on <= today()),
    constraint parent_circumstances_place_length check (char_length(place) <= 100),
    constraint parent_circumstances_evidence_length check (char_length(evidence) <= 500),
    constraint parent_circumstances_expected_end_on_bounds
        check (expected_end_on between '1900-01-01' and '2100-12-31'),
    constraint parent_circumstances_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint parent_circumstances_until_on_not_future check (until_on <= today()),
    constraint parent_circumstances_until_on_after_opening check (until_on >= from_on),
    constraint parent_circumstances_ended_reason_named check ((until_on is null) = (ended_reason is null)),
    constraint parent_circumstances_ended_reason_known check (ended_reason in ('CHANGED', 'ENTERED_IN_ERROR')),
    -- Civil affairs takes contact for lost after six months.
    constraint parent_circumstances_from_on_for_long
        check (circumstance <> 'LOST_CONTACT' or from_on <= today() - interval '6 months')
);
create index parent_circumstances_child_id_idx on parent_circumstances (child_id, id);

create table assessments (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    level text not null,
    score integer,
    scheme text,
    urgent_sign text,
    assessed_on date not null,
    assessor text,
    next_due_on date,
    reviewer text,
    reviewed_on date,
    withdrawn_on date,
    withdrawn_reason text,
    constraint assessments_level_known check (level in ('GREEN', 'BLUE', 'YELLOW', 'RED')),
    constraint assessments_score_range check (score between 0 and 1000),
    constraint assessments_scheme_length check (char_length(scheme) <= 100),
    constraint assessments_urgent_sign_encrypted check (is_encrypted(urgent_sign)),
    constraint assessments_assessed_on_bounds check (assessed_on between '1900-01-01' and '2100-12-31'),
    constraint assessments_assessed_on_not_future check (assessed_on <= today()),
    constraint assessments_assessor_length check (char_length(assessor) <= 50),
    constraint assessments_next_due_on_bounds check (next_due_on between '1900-01-01' and '2100-12-31'),
    constraint assessments_reviewer_length check (char_length(reviewer) <= 50),
    constraint assessments_reviewed_on_bounds check (reviewed_on between '1900-01-01' and '2100-12-31'),
    constraint assessments_reviewed_on_not_future check (reviewed_on <= today()),
    constraint assessments_withdrawn_on_bounds check (withdrawn_on between '1900-01-01' and '2100-12-31'),
    constraint assessments_withdrawn_on_not_future check (withdrawn_on <= today()),
    constraint assessments_withdrawn_on_after_opening check (withdrawn_on >= assessed_on),
    constraint assessments_withdrawn_reason_named check ((withdrawn_on is null) = (withdrawn_reason is null)),
    constraint assessments_withdrawn_reason_length check (char_length(withdrawn_reason) <= 200)
);
create index assessments_child_id_idx on assessments (child_id, id);
select keep_order('assessments', 'assessed_on'), keep_order('assessments', 'next_due_on');

create table target_decisions (
    like record_columns including all,
    child_id uuid not null references children on delete cascade,
    target boolean not null,
    reason text,
    decided_by text,
    decided_on date not null,
    constraint target_decisions_reason_length check (char_length(reason) <= 500),
    constraint target_decisions_decided_by_length check (char_length(decided_by) <= 50),
    constraint target_decisions_decided_on_bounds check (decided_on between '1900-01-01' and '2100-12-31'),
    constraint target_decisions_decided_on_not_future check (decided_on <= today())
);
create index target_decisions_child_id_idx on target_decisions (child_id, id);

insert into record_kinds (kind, record_table, protection, person, person_column) values
    ('CATEGORIZATION', 'categorizations', 'CHILD_FILE', 'CHILD', 'child_id'),
    ('PARENT_CIRCUMSTANCE', 'parent_circumstances', 'CHILD_FILE', 'CHILD', 'child_id'),
    ('ASSESSMENT', 'assessments', 'CHILD_FILE', 'CHILD', 'child_id'),
    ('TARGET_DECISION', 'target_decisions', 'CHILD_FILE', 'CHILD', 'child_id');

-- It takes the kind from now on.
-- squawk-ignore ban-drop-function
drop function if exists unrecorded_columns();

-- The main category of a day, and the level of risk, may be none. What was LOW, MEDIUM or HIGH is a colour now.
alter table children
    alter column category drop not null,
    alter column category_source drop not null,
    alter column category_since drop not null,
    alter column risk_level drop not null,
    alter column risk_level drop default,
    drop constraint children_category_known,
    drop constraint children_risk_level_known,
    drop constraint children_on_file_on_after_category,
    drop constraint children_id_erased;
set local circle.unrecorded = 'on';
update children set risk_level = case risk_level when 'LOW' then 'GREEN' when 'MEDIUM' then 'YELLOW' else 'RED' end;
alter table children
    add constraint children_category_known check (category in ('LEFT_BEHIND', 'MIGRANT', 'ORPHAN',
        'DE_FACTO_UNATTENDED', 'HARDSHIP', 'ILLNESS_OR_DISABILITY', 'HARMED_OR_NEGLECTED', 'STATE_GUARDIANSHIP', 'OTHER')),
    add constraint children_risk_level_known check (risk_level in ('GREEN', 'BLUE', 'YELLOW', 'RED')),
    add constraint children_id_erased check (erased_on is null or (name = ''
        and num_nonnulls(identity_number, identity_number_hash, phone, phone_hash, address, school, health,
            parents_whereabouts) = 0));

-- What a file said becomes records: of each category its days (whose source may be untold), and of the risk that it was known when the child was found.
insert into categorizations (id, tenant_code, child_id, category, source, from_on, until_on, ended_reason)
select time_ordered_id(), c.tenant_code, c.id, k.category, coalesce(k.source, c.category_source), k.since, k.until,
       case when k.until is not null then 'RECLASSIFIED' end
from children c, lateral (
    select h.category, coalesce(h.source, c.category_source) as source, h.since, h.until
    from jsonb_to_recordset(c.category_history) h (category text, source text, since date, until date)
    union all select c.category, c.category_source, c.category_since, null) k;
insert into assessments (id, tenant_code, child_id, level, scheme, assessed_on)
select time_ordered_id(), tenant_code, id, risk_level, '评估成为记录之前的等级', identified_on from children;
insert into record_ids select id, 'CATEGORIZATION' from categorizations union all select id, 'ASSESSMENT' from assessments;

-- In order {level, since, until}, the last one's `until` null; and the days on which somebody had decided that the child
-- needs no pairing. Both are kept by the triggers of those records.
alter table children add column risk_history jsonb, add column untargeted_on datemultirange;
update children set untargeted_on = '{}', risk_history = jsonb_build_array(
    jsonb_build_object('level', risk_level, 'since', identified_on, 'until', null));
alter table children
    alter column risk_history set default '[]', alter column risk_history set not null,
    alter column untargeted_on set default '{}', alter column untargeted_on set not null;
set local circle.unrecorded = 'off';

-- The figures that come with them: whoever was on file counted as one who is to be paired.
insert into statistics_deltas (tenant_code, figure, dimension, month, amount)
select s.tenant, f.figure, f.dimension, month_of(d.day), sum(d.amount)
from children c, jsonb_to_recordset(c.stays) s (tenant bigint, since date, until date),
     lateral (values ('children', 'risk:' || c.risk_level, '{(,)}'::datemultirange), ('pairing_targets', '', '{(,)}'),
                     ('pairing_targets', 'paired:NO', '{(,)}'::datemultirange - c.paired_on),
                     ('children_paired', 'target:YES', c.paired_on)) f (figure, dimension, days),
     lateral unnest(f.days * datemultirange(daterange(s.since, s.until))) p (days),
     lateral (values (lower(p.days), 1::bigint), (upper(p.days), -1)) d (day, amount)
where d.day is not null
group by 1, 2, 3, 4 having sum(d.amount) <> 0;
