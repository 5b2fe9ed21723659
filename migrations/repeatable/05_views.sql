-- Views that are listed as records are.

create or replace function keep_view(of_view regclass) returns void
language plpgsql as $$
begin
    if not exists (select from pg_class where oid = of_view and relkind = 'v'
                   and coalesce(reloptions && array['security_invoker=true', 'security_invoker=on'], false)) then
        raise '% is no view with security_invoker: it would be read with its owner''s eyes', of_view;
    end if;
    insert into record_views values (of_view) on conflict do nothing;
end $$;
