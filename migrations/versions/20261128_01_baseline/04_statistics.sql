-- Statistics: each record's share in the figures, kept as deltas by triggers and rolled up into rollups.

-- What changed and is not yet rolled up; rows are only added and rolled up, so no row is hot. What is folded away is not
-- left lying for long.
-- Neither table refers to tenants by a foreign key: the records do, and here it would cost a third of rolling up.
create table statistics_deltas (
    tenant_code bigint not null,
    figure text not null,
    dimension text not null,
    month date not null,
    amount bigint not null,
    -- Of a transaction its own pending changes can be found.
    added_by bigint not null default pg_current_xact_id()::text::bigint
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
create index statistics_deltas_tenant_code_idx on statistics_deltas (tenant_code);

-- The net change of a figure in a month, summed over a tenant and everything below it.
-- A flow in a period is the sum of its months; a stock at its end is the sum of all months up to it. Money is in fen.
--
-- Few changes of one transaction stay pending row by row. What many add together is a batch: its own rows of the rollups,
-- summed for every code of the lines, whether or not there is a tenant yet. Readers find it by the same index as what is
-- folded, which is batch 0; no other transaction writes the same row.
create table statistics_rollups (
    tenant_code bigint not null,
    figure text not null,
    dimension text not null,
    month date not null,
    amount bigint not null,
    batch bigint not null default 0,
    primary key (tenant_code, figure, dimension, month, batch) include (amount)
);
create index statistics_rollups_batch_idx on statistics_rollups (batch) where batch <> 0;
create sequence statistics_batch;
-- The batches that are not folded yet.
create table statistics_batches (batch bigint primary key);

create type statistics_share as (tenant_code bigint, figure text, dimension text, month date, amount bigint);

-- Small figures: the version of each figure of each family of branches, so that a write leaves what is remembered of the
-- others, and the figures of one family, side by side. The tree's version stands at -1.
create sequence family_version;
create table family_versions (
    parent_code bigint not null,
    figure text not null,
    version bigint not null,
    primary key (parent_code, figure) include (version)
);
-- As wide as the rollups: nothing is shown or hidden by a number that overflowed.
create type family_figures as (
    members bigint[], width integer, stocks integer, years integer, slots jsonb, amounts bigint[], behind integer);
