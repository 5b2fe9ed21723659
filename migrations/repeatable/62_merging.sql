-- Two files of one child become one: the records of the second belong to the first, and its days on file are counted once.

create or replace function is_merged_into(file uuid, other uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (select from children c where c.id = file and c.merged_into_id = other);
end;

-- The tables of records that name a child, and the column that does: whatever kind it is, its key to the files says so.
create or replace function tables_of_files() returns table (of_table regclass, child_column name)
language sql stable
begin atomic
    select c.conrelid::regclass, a.attname
    from pg_constraint c
    join unnest(c.conkey, c.confkey) k (own, theirs) on true
    join pg_attribute a on (a.attrelid, a.attnum) = (c.conrelid, k.own)
    join pg_attribute t on (t.attrelid, t.attnum) = (c.confrelid, k.theirs)
    where c.contype = 'f' and c.confrelid = 'children'::regclass and c.conrelid <> c.confrelid and t.attname = 'id'
      and (c.conrelid in (select r.record_table from record_kinds r) or c.conrelid = 'file_openings'::regclass)
    order by c.conrelid::regclass::text;
end;

create or replace function merged_refused() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if exists (select from new_rows n join children c on c.id = n.child_id where c.merged_into_id is not null) then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_child_id_closed',
            message = 'closed';
    end if;
    return null;
end $$;

-- For every kind: nothing is added to a file that was merged, and keys within a file are checked when all of it has moved.
create or replace function keep_mergeable() returns void
language plpgsql as $$
declare
    kept record;
    own_key record;
begin
    for kept in select * from tables_of_files() loop
        perform apply_sql('merging of ' || kept.of_table, format('create or replace trigger merged_refused after insert on %s
            referencing new table as new_rows for each statement execute function merged_refused()', kept.of_table));
    end loop;
    for own_key in select c.conrelid::regclass as of_table, c.conname
                   from pg_constraint c join tables_of_files() t on t.of_table = c.conrelid
                   join pg_attribute a on a.attrelid = c.conrelid and a.attname = t.child_column and a.attnum = any (c.conkey)
                   where c.contype = 'f' and c.confrelid <> 'children'::regclass and not c.condeferrable loop
        execute format('alter table %s alter constraint %I deferrable initially immediate', own_key.of_table, own_key.conname);
    end loop;
end $$;

select keep_mergeable();

-- The days of both, each once: where both files were kept on a day, the first one's tenant had the child.
create or replace function united_stays(kept jsonb, merged jsonb) returns jsonb
language sql immutable
return (select coalesce(jsonb_agg(jsonb_build_object('tenant', s.tenant, 'since', s.since, 'until', s.until)
                                  order by s.since, s.until), '[]')
        from (select k.tenant, k.since, k.until from jsonb_to_recordset(kept) k (tenant bigint, since date, until date)
              union all
              select m.tenant, lower(p), upper(p)
              from jsonb_to_recordset(merged) m (tenant bigint, since date, until date),
                   unnest(datemultirange(daterange(m.since, m.until)) - days_on_file(kept)) p) s);

-- The same two who were paired in both files over the same days were paired once: the kept file's pairing has the days and
-- the visits of both, and the other is one that was entered in error. Two who led on the same days did not both.
create or replace function unite_pairings(keep uuid, merge uuid) returns void
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    twice record;
begin
    for twice in select m.id as merged, k.id as kept, least(k.from_on, m.from_on) as since,
                        case when k.until_on is null or m.until_on is null then null else greatest(k.until_on, m.until_on) end as until,
                        coalesce(k.ended_reason, m.ended_reason) as reason
                 from pairings m join pairings k on k.caring_mother_id = m.caring_mother_id and k.child_id = keep
                 where m.child_id = merge and daterange(k.from_on, k.until_on) && daterange(m.from_on, m.until_on)
                 order by m.from_on loop
        update pairings set from_on = twice.since, until_on = twice.until,
            ended_reason = case when twice.until is not null then twice.reason end, version = version + 1
        where id = twice.kept and (from_on, until_on) is distinct from (twice.since, twice.until);
        update visits set pairing_id = twice.kept, child_id = keep, version = version + 1 where pairing_id = twice.merged;
        update pairings set until_on = from_on, ended_reason = 'ENTERED_IN_ERROR', handed_over = '[]', version = version + 1
        where id = twice.merged;
    end loop;
    update pairings m set role = 'COMPANION', version = version + 1
    where m.child_id = merge and m.role = 'LEAD' and exists (
        select from pairings k where k.child_id = keep and k.role = 'LEAD'
           and daterange(k.from_on, k.until_on) && daterange(m.from_on, m.until_on));
end $$;

-- Of a category that both are of now, the file says once since when.
create or replace function unite_categories(keep uuid, merge uuid) returns void
language sql security definer set search_path = pg_catalog, public
begin atomic
    update categorizations c set until_on = c.from_on, ended_reason = 'ENTERED_IN_ERROR', version = c.version + 1
    from categorizations k join categorizations m
        on m.category = k.category and m.child_id = merge and m.until_on is null
    where k.child_id = keep and k.until_on is null and c.id = case when m.from_on < k.from_on then k.id else m.id end;
end;

-- Merges a file into another one for who may change both; null where one is no longer at the version that was seen.
create or replace function merge_files(keep uuid, keep_seen integer, merge uuid, merge_seen integer) returns uuid
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    kept children;
    merged children;
    moved record;
begin
    -- In the order of all that write both.
    perform from pairings where child_id in (keep, merge) order by id for update;
    perform from children where id in (keep, merge) order by id for no key update;
    select * into kept from children c where c.id = keep and c.version = keep_seen and c.closed_on is null
        and actor_role() = 'CASEWORKER' and c.tenant_code <@ actor_range();
    select * into merged from children c where c.id = merge and c.id <> keep and c.version = merge_seen
        and c.merged_into_id is null and c.erased_on is null and c.tenant_code = kept.tenant_code;
    if kept.id is null or merged.id is null or (kept.stays = '[]' and merged.stays <> '[]') then
        return null;
    end if;
    set constraints all deferred;
    perform unite_categories(keep, merge);
    update children set stays = '[]', merged_into_id = keep, closed_on = coalesce(closed_on, today()), closed_reason = 'MERGED',
        version = version + 1 where id = merge;
    update children set merged_into_id = keep, version = version + 1 where merged_into_id = merge;
    update children set stays = united_stays(kept.stays, merged.stays), identified_on = least(identified_on, merged.identified_on),
        version = version + 1 where id = keep;
    perform unite_pairings(keep, merge);
    for moved in select * from tables_of_files() loop
        execute format('update %1$s set %2$I = $1, version = version + 1 where %2$I = $2', moved.of_table, moved.child_column)
        using keep, merge;
    end loop;
    set constraints all immediate;
    return keep;
end $$;
