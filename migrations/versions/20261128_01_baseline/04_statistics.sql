-- Statistics: each record's share in the figures, kept as deltas by triggers and folded into tallies.

-- What changed and is not yet folded; rows are only added and folded away, so no row is hot.
-- Neither table refers to tenants by a foreign key: the records do, and here it would cost a third of the folding.
create table statistics_deltas (
    tenant_code bigint not null,
    figure text not null,
    dimension text not null,
    month date not null,
    amount bigint not null
);
create index statistics_deltas_tenant_code_idx on statistics_deltas (tenant_code);

-- The net change of a figure in a month, summed over a tenant and everything below it.
-- A flow in a period is the sum of its months; a stock at its end is the sum of all months up to it. Money is in fen.
create table statistics_tallies (
    tenant_code bigint not null,
    figure text not null,
    dimension text not null,
    month date not null,
    amount bigint not null,
    primary key (tenant_code, figure, dimension, month) include (amount)
);

create type statistics_share as (tenant_code bigint, figure text, dimension text, month date, amount bigint);

-- Small figures: the version of each family of branches, and the figures of one, side by side.
create sequence family_version;
create table family_versions (parent_code bigint primary key, version bigint not null);
create type family_figures as (
    members bigint[], width integer, stocks integer, years integer, slots jsonb, amounts integer[], behind integer);
