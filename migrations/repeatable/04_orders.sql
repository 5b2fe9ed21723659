-- The columns and indexes that lists are ordered along.

-- Keeps the index, or the two, of an order by a column. Names are ordered by a key in the order of pinyin, and amounts
-- by one in hundredths: only what PostgreSQL compares before it asks the policies is looked up in an index.
-- Where nobody goes by it over more than a county, whose few rows are sorted, there is no index.
create or replace function keep_order(of_table regclass, ordered name, indexed boolean default true) returns void
language plpgsql as $$
declare
    of_column constant text := format_type(a.atttypid, null) from pg_attribute a
        where a.attrelid = of_table and a.attname = ordered;
    may_be_empty constant boolean := not a.attnotnull from pg_attribute a
        where a.attrelid = of_table and a.attname = ordered;
    key constant text := quote_ident(case when of_column in ('text', 'numeric') then ordered || '_key' else ordered end);
    key_type constant text := case of_column when 'numeric' then 'bigint' else of_column end;
    ends constant text[] := case key_type
        when 'bigint' then array['9223372036854775807', '-9223372036854775807']
        when 'integer' then array['2147483647', '-2147483647']
        else array['infinity', '-infinity'] end;
    place constant text := '(case when %1$s is null then %2$L::%3$s else %1$s end)';
begin
    if of_column in ('text', 'numeric') then
        execute format('alter table %s add column %s %s %s generated always as (%s) stored', of_table, key,
            case of_column when 'text' then 'text collate "C"' else 'bigint' end,
            case when may_be_empty then '' else 'not null' end,
            format(case of_column when 'text' then 'chinese_order(%I)' else '(%I * 100)::bigint' end, ordered));
    end if;
    if not indexed then
        return;
    elsif may_be_empty then
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_rising_idx', of_table,
                       format(place, key, ends[1], key_type));
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_falling_idx', of_table,
                       format(place, key, ends[2], key_type));
    else
        execute format('create index %I on %s (%s, id)', of_table || '_' || ordered || '_order_idx', of_table, key);
    end if;
end $$;
