-- Counted where replicas are read from, by each transaction that writes as the session's user.
alter table sessions add column writes bigint not null default 0;
