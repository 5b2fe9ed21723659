-- What is logged is chained in portions, the oldest first: found without passing what was chained before.
--
-- The table holds a second's openings: the index is made at once.
-- squawk-ignore-file require-concurrent-index-creation

create index access_log_unchained_day_idx on access_log_unchained (day, at);

-- The one that comes instead is called in the same way by servers of before.
-- squawk-ignore ban-drop-function
drop function if exists chain_access_log();
