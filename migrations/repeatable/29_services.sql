-- Offers, requests and agreements: kept where they belong, agreed by each party for itself, within what was offered.

-- The organisation that the current partner's grant names, which the transaction has proven; null under any other role.
create or replace function actor_organization() returns uuid
language plpgsql stable parallel safe security definer set search_path = pg_catalog, public as $$
begin
    return (select g.organization_id from grants g where g.id = actor_grant() and actor_role() = 'PARTNER');
end $$;

-- The requests that it has answered, or was proposed to for.
create or replace function actor_requests() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = pg_catalog, public as $$
begin
    return array(select a.service_request_id from service_agreements a where a.organization_id = actor_organization());
end $$;

-- The activities that it has a part in.
create or replace function actor_activities() returns uuid[]
language plpgsql stable parallel safe security definer set search_path = pg_catalog, public as $$
begin
    return array(select p.activity_id from activity_partners p where p.partner_id = actor_organization() and p.until_on is null);
end $$;

-- Whether who acts speaks for an organisation: its own people, and the branch for one that has nobody.
create or replace function speaks_for(organization uuid) returns boolean
language plpgsql stable security definer set search_path = pg_catalog, public as $$
begin
    if actor_role() = 'PARTNER' then
        return coalesce(organization = actor_organization(), false);
    end if;
    return not exists (select from grants_now n join grants g on g.id = n.id where g.organization_id = organization);
end $$;

-- An offer is kept where its organisation is, and stays its own.
create or replace function service_offer_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
begin
    if unrecorded() then
        return new;
    elsif not exists (select from organizations o where o.id = new.organization_id and o.tenant_code = new.tenant_code)
        or tg_op = 'UPDATE' and new.organization_id <> old.organization_id
            and current_setting(by_law_setting(), true) is distinct from 'on' then
        raise foreign_key_violation using table = tg_table_name, constraint = 'service_offers_organization_id_fkey',
            message = 'organization_id_of_another_tenant';
    end if;
    return new;
end $$;

create or replace trigger kept before insert or update on service_offers
    for each row execute function service_offer_kept();

-- Whose offer it is, is the offer's to say. Whoever proposes agrees by that, and by nothing more; the terms that one side
-- agreed to are those that the other one sees. The owner, who acts as nobody, enters what was agreed elsewhere.
create or replace function service_agreement_kept() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    of_any constant text[] := array['version', 'updated_at', 'updated_by', 'state'];
    of_both constant text[] := array['delivered_on', 'persons_served', 'delivery_note', 'closed_on', 'closed_reason'];
    of_branch constant text[] := array['branch_agreed_on', 'rated_on', 'score', 'rating'];
    of_organization constant text[] := array['organization_agreed_on'];
    free text[] := of_any || of_both;
begin
    if unrecorded() then
        return new;
    elsif tg_op = 'INSERT' then
        select o.organization_id into new.organization_id from service_offers o where o.id = new.offer_id;
        if actor_user() is not null then
            new.branch_agreed_on := case when actor_role() <> 'PARTNER' then today() end;
            new.organization_agreed_on := case when actor_role() = 'PARTNER' then today() end;
            if num_nonnulls(new.delivered_on, new.rated_on, new.closed_on) > 0 then
                raise insufficient_privilege using message = 'an agreement begins with a proposal';
            end if;
        end if;
        return new;
    elsif actor_user() is null then
        return new;
    end if;
    if actor_role() <> 'PARTNER' then
        free := free || of_branch;
    end if;
    if speaks_for(old.organization_id) then
        free := free || of_organization;
    end if;
    -- What is agreed, and rated, is not taken back.
    if to_jsonb(new) - free is distinct from to_jsonb(old) - free
        or old.branch_agreed_on is not null and new.branch_agreed_on is distinct from old.branch_agreed_on
        or old.organization_agreed_on is not null and new.organization_agreed_on is distinct from old.organization_agreed_on
        or (old.closed_on is not null or old.rated_on is not null)
            and to_jsonb(new) - of_any is distinct from to_jsonb(old) - of_any then
        raise insufficient_privilege using message = 'this is not the current party''s to change';
    end if;
    return new;
end $$;

create or replace trigger kept before insert or update on service_agreements
    for each row execute function service_agreement_kept();

-- After row security has been asked, so that nobody learns from it of what is out of sight. The offer's row is held, so
-- that two agreements made at once are counted one after the other.
create or replace function service_agreement_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    request service_requests;
    offer service_offers;
    offered integer;
    broken text;
begin
    if tg_op = 'INSERT' then
        if not exists (select from service_requests r where r.id = new.service_request_id and r.tenant_code = new.tenant_code) then
            raise foreign_key_violation using table = tg_table_name, constraint = 'service_agreements_service_request_id_fkey',
                message = 'service_request_id_of_another_tenant';
        end if;
        select * into request from service_requests r where r.id = new.service_request_id;
        select * into offer from service_offers o where o.id = new.offer_id;
        broken := case
            when request.closed_on is not null then 'service_request_id_closed'
            when offer.closed_on is not null then 'offer_id_closed'
            when offer.kind <> request.kind or coalesce(offer.area_code, offer.tenant_code) <> all (division_line(request.tenant_code))
                then 'offer_id_unoffered'
            when new.from_on < offer.from_on then 'from_on_within'
            when new.until_on > offer.until_on then 'until_on_within' end;
    end if;
    if broken is null and new.branch_agreed_on is not null and new.organization_agreed_on is not null then
        select o.capacity into offered from service_offers o where o.id = new.offer_id for no key update;
        if offered < (select sum(a.persons) from service_agreements a
                      where a.offer_id = new.offer_id and a.closed_on is null
                        and a.branch_agreed_on is not null and a.organization_agreed_on is not null) then
            broken := 'persons_taken';
        end if;
    end if;
    -- The owner, who acts as nobody, enters what was agreed before an offer or a request was closed.
    if broken is not null and actor_user() is not null then
        raise check_violation using table = tg_table_name, constraint = 'service_agreements_' || broken, message = broken;
    end if;
    return null;
end $$;

create or replace trigger admitted after insert or update of branch_agreed_on, organization_agreed_on on service_agreements
    for each row execute function service_agreement_admitted();

-- How many more an offer is good for.
create or replace function places_of(offer uuid) returns integer
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select o.capacity - coalesce((
        select sum(a.persons) from service_agreements a
        where a.offer_id = o.id and a.closed_on is null
          and a.branch_agreed_on is not null and a.organization_agreed_on is not null), 0)::integer
    from service_offers o where o.id = offer;
end;
