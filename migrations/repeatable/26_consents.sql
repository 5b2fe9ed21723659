-- Consent to a purpose: who decided last decides, and what was taken back is refused.

create or replace function has_consent(of_child uuid, for_purpose text, on_day date) returns boolean
language sql stable
begin atomic
    select coalesce((
        select c.decision = 'GIVEN' and (c.withdrawn_on is null or c.withdrawn_on > on_day)
               and (c.valid_until is null or c.valid_until >= on_day)
        from consents c where c.child_id = of_child and c.purpose = for_purpose and c.from_on <= on_day
        order by c.from_on desc, c.id desc limit 1), false);
end;

-- Whether somebody has decided that no file shall be kept, as far as it rests on consent.
create or replace function keeping_refused(of_child uuid) returns boolean
language sql stable
begin atomic
    select exists (select from consents c where c.child_id = of_child and c.purpose = 'KEEP_FILE')
        and not has_consent(of_child, 'KEEP_FILE', today());
end;

select keep_with_file('guardians', 'consents');
