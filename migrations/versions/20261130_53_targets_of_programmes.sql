-- Targets that are met by what is counted for a programme, such as a service of a campaign; those of before are not.
--
-- Every row there is fits the wider lists: they are read once, inside the transaction of the migration.
-- squawk-ignore-file ban-drop-function, ban-drop-constraint, constraint-missing-not-valid

drop function if exists target_progress(bigint, text, text, integer, text[]);
drop function if exists shown_figure(bigint, text, daterange, text[]);
drop function if exists target_allotted(bigint, text, text, uuid);

alter table programmes drop constraint programmes_kind_known;
alter table programmes
    add constraint programmes_kind_known check (kind in ('INITIATIVE', 'BRAND', 'CAMPAIGN', 'SEASON', 'SERVICE'));

alter table targets drop constraint targets_indicator_known;
alter table targets
    add column programme_only boolean not null default false,
    add constraint targets_programme_id_needed check (programme_id is not null or not programme_only),
    add constraint targets_indicator_known check (indicator in ('CARING_MOTHERS', 'CHILDREN', 'CHILDREN_PAIRED', 'PAIRINGS',
        'VISITS', 'ACTIVITIES', 'PEOPLE_SERVED', 'VENUES', 'PROJECTS', 'FUNDS_RAISED', 'PEOPLE_SUPPORTED', 'SUPPORTS',
        'WISHES_FULFILLED', 'ORGANIZATIONS'));
