-- Whose a venue, a project or an organisation was until when, and where an act counts, whoever keeps it.
--
-- Rows are read once, inside the transaction of the migration.
-- squawk-ignore-file constraint-missing-not-valid

alter table venues add column handed_over jsonb not null default '[]';
alter table projects add column handed_over jsonb not null default '[]';
alter table organizations add column handed_over jsonb not null default '[]';
alter table certificates add column handed_over jsonb not null default '[]';
alter table venues
    add constraint venues_opened_on_between_stays check (opened_on <= (handed_over -> 0 ->> 'until')::date),
    add constraint venues_closed_on_between_stays check (closed_on >= (handed_over -> -1 ->> 'until')::date);
alter table projects
    add constraint projects_started_on_between_stays check (started_on <= (handed_over -> 0 ->> 'until')::date),
    add constraint projects_ended_on_between_stays check (ended_on >= (handed_over -> -1 ->> 'until')::date);
alter table organizations
    add constraint organizations_registered_on_between_stays check (registered_on <= (handed_over -> 0 ->> 'until')::date),
    add constraint organizations_closed_on_between_stays check (closed_on >= (handed_over -> -1 ->> 'until')::date);

-- Null where the record is kept.
alter table activities add column counted_in bigint;
alter table donations add column counted_in bigint;
alter table deliveries add column counted_in bigint;
alter table disbursements add column counted_in bigint;
alter table stories add column counted_in bigint;

-- A project and the fund that it is paid from may go over together.
alter table donations alter constraint donations_fund_id_fkey deferrable initially immediate;
alter table disbursements alter constraint disbursements_fund_id_fkey deferrable initially immediate;
