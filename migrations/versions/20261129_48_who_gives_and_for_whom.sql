-- Who funds a project and gives to it, whom it is for, where a fund is spent, and in which campaign a wish is published:
-- nobody has said any of it yet, but for the campaigns, which follow from the wishes.
-- squawk-ignore-file adding-foreign-key-constraint, constraint-missing-not-valid, require-concurrent-index-creation
-- squawk-ignore-file disallowed-unique-constraint, ban-drop-constraint

alter table projects
    add column funder_id uuid constraint projects_funder_id_fkey references organizations,
    add column beneficiaries text constraint projects_beneficiaries_length check (char_length(beneficiaries) <= 500),
    add column criteria text constraint projects_criteria_length check (char_length(criteria) <= 1000);
create index projects_funder_id_idx on projects (funder_id, id) where funder_id is not null;

alter table donations
    add column donor_organization_id uuid constraint donations_donor_organization_id_fkey references organizations,
    add column interest text constraint donations_interest_known check (interest in ('NONE', 'DECLARED')),
    add column interest_note text constraint donations_interest_note_length check (char_length(interest_note) <= 500)
        constraint donations_interest_note_needed check (interest is distinct from 'DECLARED' or interest_note is not null);
create index donations_donor_organization_id_idx on donations (donor_organization_id, id) where donor_organization_id is not null;

-- Who gave is told by a milestone of the same project.
alter table donations add constraint donations_project_key unique (id, project_id);
alter table milestones
    drop constraint milestones_kind_known,
    add constraint milestones_kind_known check (kind in ('WORK', 'INSTALMENT', 'REPORT', 'DISCLOSURE', 'FEEDBACK')),
    add column donation_id uuid,
    add constraint milestones_donation_id_fkey foreign key (donation_id, project_id) references donations (id, project_id),
    add constraint milestones_donation_id_needed check (kind <> 'FEEDBACK' or donation_id is not null);
create index milestones_donation_id_idx on milestones (donation_id, id) where donation_id is not null;

alter table funds add column area_code bigint constraint funds_area_code_fkey references tenants;
create index funds_area_code_idx on funds (area_code, id) where area_code is not null;

alter table published_wishes add column programme_id uuid constraint published_wishes_programme_id_fkey references programmes;
create index published_wishes_programme_id_idx on published_wishes (programme_id, id) where programme_id is not null;
