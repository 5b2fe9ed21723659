-- Stories: approved level by level, published with the consent of whoever is shown, taken down once that is taken back.

-- Where in a tenant's line somebody has to have approved what is published there: 1 the tenant itself, 5 the province.
create or replace function channel_level(channel text) returns integer
language sql immutable parallel safe
return case channel when 'NOTICE_BOARD' then 1 when 'WECHAT_ACCOUNT' then 3 when 'COUNTY_MEDIA' then 3
                    when 'CITY_MEDIA' then 4 else 5 end;

create or replace function next_approver(s stories) returns bigint
language sql stable
begin atomic
    select max(t.code) from tenants t
    where t.code = any (division_line(s.tenant_code)) and t.closed_on is null
      and (s.approved_by is null or t.code < s.approved_by);
end;

-- What is missing before a story may be published, as the end of a constraint's name. Of each child that a consent names
-- it for, the last decision counts, which stood when it came out; one who took it back is not made up for by another.
create or replace function story_lacks(s stories) returns text
language plpgsql as $$
declare
    shown bigint;
    faces bigint;
    all_stand boolean;
begin
    select count(*) filter (where stands), count(*) filter (where stands and has_consent(child_id, 'PHOTO', today())
                                     and has_consent(child_id, 'PHOTO', s.published_on)),
           coalesce(bool_and(stands), true)
    into shown, faces, all_stand
    from (select distinct on (c.child_id) c.child_id, c.purpose = 'PUBLISH' and c.decision = 'GIVEN'
                 and c.withdrawn_on is null and c.from_on <= s.published_on and (c.valid_until is null or c.valid_until >= today()) as stands
          from consents c where c.publication_id = s.id
          order by c.child_id, c.from_on desc, c.id desc) latest;
    return case when s.channels = '{}' then 'channels_needed'
                when exists (select from unnest(s.channels) channel
                             where s.approved_by > (division_line(s.tenant_code))[channel_level(channel)]) then 'id_unapproved'
                when not all_stand or shown < s.children_shown then 'children_shown_unconsented'
                when faces < s.faces_shown then 'faces_shown_unconsented'
                when s.caring_mother_id is not null and s.mother_agreed_on is null then 'mother_agreed_on_needed'
                when s.caring_mother_id is not null and s.mother_agreed_on > s.published_on then 'published_on_within' end;
end $$;

-- Whether whoever acts wrote or chose any of a story, or approved it below the level that decides now.
create or replace function took_part_in_story(s stories) returns boolean
language sql stable
begin atomic
    select exists (select from changes c join record_approvals a on a.kind = 'STORY'
                   where c.record_id = s.id and c.user_id = actor_user() and c.fields && a.content)
        or s.approved_by is not null and exists (
            select from changes c where c.record_id = s.id and c.user_id = actor_user() and 'approved_by' = any (c.fields)
              and c.id > coalesce((select v.change_id from change_values v
                                   where v.record_id = s.id and v.field = 'approved_by' and v.after is null
                                   order by v.change_id desc limit 1), '00000000-0000-0000-0000-000000000000'));
end;

-- The same, for whoever asks before deciding.
create or replace function is_story_of_others(story uuid) returns boolean
language sql stable security definer set search_path = pg_catalog, public
begin atomic
    select not took_part_in_story(s) from stories s where s.id = story;
end;

-- Beside what record_approvals says of it: what was published stays as it is, and who decides is whose turn it is. The
-- owner, who acts as nobody, enters what was decided elsewhere.
create or replace function story_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    rewrites boolean;
    broken text;
begin
    if unrecorded() or actor_user() is null then
        return new;
    elsif tg_op = 'INSERT' then
        if new.stage <> 'DRAFT' or num_nonnulls(new.approved_by, new.published_on, new.taken_down_on) > 0 then
            raise insufficient_privilege using message = 'a story begins as a draft';
        end if;
        return new;
    end if;
    rewrites := (old.title, old.text, old.activity_id, old.caring_mother_id, old.project_id, old.programme_id, old.channels,
                 old.children_shown, old.faces_shown)
        is distinct from (new.title, new.text, new.activity_id, new.caring_mother_id, new.project_id, new.programme_id,
                          new.channels, new.children_shown, new.faces_shown);
    if rewrites and actor_role() = 'DIRECTOR' then
        raise insufficient_privilege using message = 'whoever decides writes nothing';
    elsif rewrites and old.stage in ('PUBLISHED', 'TAKEN_DOWN') then
        broken := 'id_closed';
    elsif rewrites and old.stage = 'SUBMITTED' then
        new.stage := 'DRAFT';
    elsif new.stage = old.stage and new.approved_by is not distinct from old.approved_by then
        return new;
    elsif new.stage in ('APPROVED', 'REJECTED') then
        if old.stage not in ('SUBMITTED', 'APPROVED') then
            broken := 'id_steps_missing';
        elsif actor_low() is distinct from next_approver(old)
            or new.approved_by is distinct from (case new.stage when 'APPROVED' then next_approver(old) end) then
            raise insufficient_privilege using message = 'it is another tenant''s turn';
        elsif took_part_in_story(old) then
            broken := 'id_own_content';
        end if;
    elsif new.stage = 'PUBLISHED' and old.stage = 'APPROVED' then
        broken := story_lacks(new);
    elsif new.stage = 'TAKEN_DOWN' and old.stage <> 'PUBLISHED' or new.stage = 'SUBMITTED' and old.stage <> 'DRAFT'
        or old.stage in ('PUBLISHED', 'TAKEN_DOWN') and new.stage <> 'TAKEN_DOWN' then
        broken := 'id_steps_missing';
    end if;
    if broken is not null then
        raise check_violation using table = tg_table_name, constraint = 'stories_' || broken, message = broken;
    end if;
    return new;
end $$;

-- Before the trigger of approvals, which may make the row another: triggers are fired by their names.
create or replace trigger admitted before insert or update on stories for each row execute function story_admitted();

-- Whoever withdraws a consent takes down what it was given for, in the same transaction; so does a withdrawn consent to
-- photographs, of what shows faces. Whoever publishes and whoever withdraws hold the story: the later sees the earlier.
create or replace function stories_rest_on_consents() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    ended constant uuid[] := array(
        select s.id from stories s
        where new.purpose = 'PUBLISH' and s.id = new.publication_id
           or new.purpose = 'PHOTO' and s.faces_shown > 0
              and s.id in (select c.publication_id from consents c where c.child_id = new.child_id)
        order by s.id for update);
begin
    update stories set stage = 'TAKEN_DOWN', taken_down_on = today(), taken_down_reason = 'CONSENT_WITHDRAWN',
        version = version + 1
    where id = any (ended) and stage = 'PUBLISHED';
    return null;
end $$;

create or replace trigger publication_ended after insert or update on consents for each row
    when (new.decision = 'REFUSED' or new.withdrawn_on is not null) execute function stories_rest_on_consents();

-- Whether a story shows somebody whose consent, the last one, was only given until a day that is over: to this story, or to
-- photographs where it shows faces.
create or replace function consent_lapsed(s stories) returns boolean
language sql stable
begin atomic
    select exists (
        select from (select distinct on (c.child_id) c.* from consents c where c.publication_id = s.id
                     order by c.child_id, c.from_on desc, c.id desc) latest
        where latest.valid_until < today() and latest.withdrawn_on is null
           or s.faces_shown > 0 and exists (
               select from (select p.valid_until, p.withdrawn_on from consents p
                            where p.child_id = latest.child_id and p.purpose = 'PHOTO' and p.from_on <= today()
                            order by p.from_on desc, p.id desc limit 1) photo
               where photo.valid_until < today() and photo.withdrawn_on is null));
end;

-- Takes down what rests on a lapsed consent; nobody reads it any more by then (65_public.sql). Says how many.
create or replace function take_down_lapsed_stories() returns bigint
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    lapsed constant uuid[] := array(select s.id from stories s where s.stage = 'PUBLISHED' and consent_lapsed(s)
                                    order by s.id for update skip locked);
    taken bigint;
begin
    update stories s set stage = 'TAKEN_DOWN', taken_down_on = today(), taken_down_reason = 'CONSENT_LAPSED',
        version = version + 1
    where s.id = any (lapsed) and s.stage = 'PUBLISHED' and consent_lapsed(s);
    get diagnostics taken = row_count;
    return taken;
end $$;
