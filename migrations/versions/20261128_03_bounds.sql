-- Limits that the forms alone knew, as checks.
--
-- All of a migration is one transaction: validated in a statement of its own, a check would hold the same lock as long.
-- squawk-ignore-file constraint-missing-not-valid

alter table children
    add constraint children_school_length check (char_length(school) <= 100),
    add constraint children_parents_whereabouts_length check (char_length(parents_whereabouts) <= 500);

alter table caring_mothers
    add constraint caring_mothers_employer_length check (char_length(employer) <= 100);

alter table pairings
    add constraint pairings_handover_note_length check (char_length(handover_note) <= 4000);

alter table activities
    add constraint activities_programme_length check (char_length(programme) <= 100),
    add constraint activities_cancelled_reason_length check (char_length(cancelled_reason) <= 500);

-- The budget was checked twice; what takes the place of both says what the second said.
-- squawk-ignore ban-drop-constraint
alter table projects drop constraint projects_budget_range, drop constraint projects_budget_bounds;
alter table projects
    add constraint projects_budget_range check (budget between 0 and 9999999999.99),
    add constraint projects_programme_length check (char_length(programme) <= 100),
    add constraint projects_description_length check (char_length(description) <= 4000),
    add constraint projects_responsible_person_length check (char_length(responsible_person) <= 50);
