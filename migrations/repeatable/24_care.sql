-- Needs, supports and wishes of a child, and what of a wish is published.

-- They are kept where the child is when they are added, for a day on which the file is not closed; nothing is written of a
-- child that was erased, and an erasure that is under way is waited for.
create or replace function care_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    keeper bigint;
    closed date;
    gone date;
    broken text;
begin
    select c.tenant_code, c.closed_on, c.erased_on into keeper, closed, gone
    from children c where c.id = new.child_id for key share;
    if tg_op = 'INSERT' and new.tenant_code <> keeper then
        raise foreign_key_violation using table = tg_table_name, constraint = tg_table_name || '_child_id_fkey',
            message = 'child_id_of_another_tenant';
    end if;
    if gone is not null then
        broken := 'id_erased';
    elsif tg_op = 'INSERT' and (to_jsonb(new) ->> tg_argv[0])::date > closed then
        broken := 'child_id_closed';
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger admitted before insert or update on needs
    for each row execute function care_admitted('raised_on');
create or replace trigger admitted before insert or update on supports
    for each row execute function care_admitted('supported_on');
create or replace trigger admitted before insert or update on wishes
    for each row execute function care_admitted('made_on');

-- A support that met a need, or fulfilled a wish, is not taken back, and stays that need's: the owner looks, wherever these are
-- kept now.
create or replace function is_support_in_use(support uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select exists (select from needs n where n.met_by_id = support) or exists (select from wishes w where w.support_id = support);
end;

create or replace function support_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    broken text;
begin
    broken := case
        when old.closed_on is null and new.closed_on is not null and is_support_in_use(new.id) then 'closed_on_in_use'
        when exists (select from needs n where n.met_by_id = new.id and n.id is distinct from new.need_id) then 'need_id_in_use'
        when exists (select from needs n where n.met_by_id = new.id and n.settled_on < new.supported_on)
            or exists (select from wishes w where w.support_id = new.id
                       and (w.made_on > new.supported_on or w.thanked_on < new.supported_on))
            then 'supported_on_within' end;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'supports_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger kept before update on supports
    for each row when ((old.closed_on, old.need_id, old.supported_on) is distinct from (new.closed_on, new.need_id, new.supported_on))
    execute function support_kept();

-- A wish is fulfilled on the day of its support, whichever of the two is written: who was thanked already gave it before.
create or replace function wish_fulfilled() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    new.fulfilled_on := coalesce((select s.supported_on from supports s where s.id = new.support_id), new.fulfilled_on);
    return new;
end $$;

create or replace trigger fulfilled before insert or update of support_id, fulfilled_on on wishes
    for each row when (new.support_id is not null) execute function wish_fulfilled();

create or replace function wish_of_support_fulfilled() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    update wishes w set fulfilled_on = new.supported_on, version = w.version + 1 where w.support_id = new.id;
    return null;
end $$;

create or replace trigger fulfilling after update of supported_on on supports
    for each row when (new.supported_on <> old.supported_on) execute function wish_of_support_fulfilled();

-- The support is held, so that it is neither taken back nor another need's meanwhile. The owner, who acts as nobody, enters
-- both in any order.
create or replace function support_counted_on() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    named constant uuid := to_jsonb(new) ->> tg_argv[0];
    support supports;
    broken text;
begin
    select * into support from supports where id = named for share;
    if actor_user() is null then
        return new;
    end if;
    broken := case when support.closed_on is not null then 'support_id_closed'
                   when tg_table_name = 'wishes' then null
                   when support.need_id is distinct from new.id then 'support_id_fkey'
                   when support.supported_on > (to_jsonb(new) ->> 'settled_on')::date then 'settled_on_within' end;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_' || broken, message = broken;
    end if;
    return new;
end $$;

create or replace trigger counted_on before update of met_by_id on needs
    for each row when (new.met_by_id is not null and new.met_by_id is distinct from old.met_by_id)
    execute function support_counted_on('met_by_id');
create or replace trigger counted_on before update of support_id on wishes
    for each row when (new.support_id is not null and new.support_id is distinct from old.support_id)
    execute function support_counted_on('support_id');

-- What is done, or wished for, in a programme is of a day of it; and the programme, when it is named, of the tenant or of one
-- above it. A programme that is over by now may be named.
create or replace function programme_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    programme programmes;
    day constant date := to_jsonb(new) ->> tg_argv[0];
    named constant boolean := tg_op = 'INSERT' or new.programme_id is distinct from old.programme_id;
begin
    select * into programme from programmes where id = new.programme_id;
    if not day <@ daterange(programme.started_on, programme.closed_on)
        or named and programme.tenant_code <> all (division_line(new.tenant_code)) then
        raise check_violation using table = tg_table_name, constraint = tg_table_name || '_programme_id_within',
            message = 'programme_id_within';
    end if;
    return new;
end $$;

create or replace trigger programme_admitted before insert or update of programme_id, supported_on on supports
    for each row when (new.programme_id is not null) execute function programme_admitted('supported_on');
create or replace trigger programme_admitted before insert or update of programme_id, made_on on wishes
    for each row when (new.programme_id is not null) execute function programme_admitted('made_on');

create or replace function age_band(born date, on_day date) returns text
language sql immutable
return case when date_part('year', age(on_day, born)) < 6 then 'UNDER_6'
            when date_part('year', age(on_day, born)) < 12 then 'FROM_6_TO_11'
            when date_part('year', age(on_day, born)) < 16 then 'FROM_12_TO_15'
            when date_part('year', age(on_day, born)) < 18 then 'FROM_16_TO_17' else 'ADULT' end;

-- The campaign that is told of what is published in a county: a village's own would tell the village, so it is the nearest
-- that this one is part of and that the county, or a tenant above it, keeps.
create or replace function published_programme(of_programme uuid, county bigint) returns uuid
language sql stable
begin atomic
    with recursive line (id, parent_id, tenant_code, steps) as (
        select p.id, p.parent_id, p.tenant_code, 0 from programmes p where p.id = of_programme
        union all select p.id, p.parent_id, p.tenant_code, line.steps + 1 from programmes p join line on p.id = line.parent_id
    )
    select line.id from line where line.tenant_code = any (division_line(county)) order by line.steps limit 1;
end;

-- What is published of a wish is a record of the county's: a number, an age band, the public wording, a campaign. Which
-- wish it is of stands in a table that the application cannot read.
create or replace function wish_published() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    county constant bigint := new.tenant_code / 1000000 * 1000000;
    campaign uuid;
    listing uuid;
begin
    select l.published_wish_id into listing from wish_listings l where l.wish_id = new.id;
    if listing is null and new.published_on is null then
        return null;
    end if;
    if new.programme_id is not null then
        campaign := published_programme(new.programme_id, county);
    end if;
    if listing is null then
        listing := time_ordered_id();
        insert into published_wishes (id, tenant_code, number, age_band, wish, programme_id, published_on, claimed_by,
                                      claimed_on, closed_on)
        select listing, county, format('%s-%s', county / 1000000, nextval('published_wish_number')),
               age_band(c.birth_date, new.published_on), new.public_text, campaign, new.published_on, new.claimed_by,
               new.claimed_on, coalesce(new.fulfilled_on, new.closed_on)
        from children c where c.id = new.child_id;
        insert into wish_listings values (new.id, listing);
        return null;
    end if;
    update published_wishes p
    set wish = coalesce(new.public_text, '—'), claimed_by = new.claimed_by, claimed_on = new.claimed_on,
        programme_id = campaign, closed_on = coalesce(new.fulfilled_on, new.closed_on), version = p.version + 1
    where p.id = listing and (p.wish, p.claimed_by, p.claimed_on, p.programme_id, p.closed_on) is distinct from
        (coalesce(new.public_text, '—'), new.claimed_by, new.claimed_on, campaign, coalesce(new.fulfilled_on, new.closed_on));
    return null;
end $$;

create or replace trigger published_on_insert after insert on wishes
for each row when (new.published_on is not null) execute function wish_published();

create or replace trigger published
after update of programme_id, public_text, published_on, claimed_by, claimed_on, fulfilled_on, closed_on on wishes
for each row execute function wish_published();

-- Who claims what is published claims the wish.
create or replace function wish_claimed() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    update wishes w set claimed_by = new.claimed_by, claimed_on = new.claimed_on, version = w.version + 1
    from wish_listings l
    where l.published_wish_id = new.id and w.id = l.wish_id
      and (w.claimed_by, w.claimed_on) is distinct from (new.claimed_by, new.claimed_on);
    return null;
end $$;

create or replace trigger claimed after update of claimed_by, claimed_on on published_wishes
    for each row execute function wish_claimed();
