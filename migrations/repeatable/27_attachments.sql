-- Attachments belong to a child's file, and to records of the same child.

select keep_with_file('attachments');

-- A photo is of a day on which photographs were consented to. What is stored once is never another; the owner, who acts as
-- nobody, enters what was stored elsewhere.
create or replace function attachment_admitted() returns trigger
language plpgsql security definer set search_path = pg_catalog, public as $$
declare
    broken constant text := case
        when exists (select from consents c where c.id = new.consent_id and c.child_id <> new.child_id) then 'consent_id'
        when exists (select from visits v where v.id = new.visit_id and v.child_id <> new.child_id) then 'visit_id'
        when exists (select from supports s where s.id = new.support_id and s.child_id <> new.child_id) then 'support_id' end;
begin
    if broken is not null then
        raise foreign_key_violation using table = tg_table_name, message = 'of_another_child',
            constraint = format('attachments_%s_fkey', broken);
    elsif new.kind = 'PHOTO' and actor_user() is not null and not has_consent(new.child_id, 'PHOTO', new.taken_on) then
        raise check_violation using table = tg_table_name, constraint = 'attachments_kind_unconsented', message = 'unconsented';
    end if;
    return new;
end $$;

create or replace trigger admitted before insert or update of kind, taken_on, consent_id, visit_id, support_id on attachments
    for each row execute function attachment_admitted();
