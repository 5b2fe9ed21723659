-- Figures stay live while people write: families gathered by index, and worked out anew for what moved alone; and while
-- much is written at once: what it adds is summed up the lines by whoever writes it.

-- Few changes of one transaction stay pending row by row. What many add together is a batch: its own rows of the tallies,
-- summed for every code of the lines, whether or not there is a tenant yet. Readers find it by the same index as what is
-- folded, which is batch 0; no other transaction writes the same row.
-- The tallies are rewritten once, which takes seconds for a province.
-- squawk-ignore-file ban-drop-constraint, constraint-missing-not-valid, adding-serial-primary-key-field, require-concurrent-index-creation, adding-required-field
alter table statistics_tallies add column batch bigint not null default 0;
alter table statistics_tallies drop constraint statistics_tallies_pkey,
    add primary key (tenant_code, figure, dimension, month, batch) include (amount);
create index statistics_tallies_batch_idx on statistics_tallies (batch) where batch <> 0;
create sequence statistics_batch;
-- The batches that are not folded yet.
create table statistics_batches (batch bigint primary key);
alter table statistics_batches enable row level security, force row level security;
create policy owned on statistics_batches to current_role using (true) with check (true);

-- Of a transaction its own pending changes can be found; what is folded away is not left lying for long.
alter table statistics_deltas add column added_by bigint not null default pg_current_xact_id()::text::bigint;
alter table statistics_deltas set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- It takes how much to fold from now on.
-- squawk-ignore ban-drop-function
drop function if exists fold_statistics();

-- A family has a version of each figure, so that a write leaves what is remembered of the others. The tree's stands at -1.
delete from family_versions;
alter table family_versions drop constraint family_versions_pkey,
    add column figure text not null, add primary key (parent_code, figure) include (version);
