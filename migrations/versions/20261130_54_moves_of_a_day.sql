-- The day on which something moved in an account: where there is no such type yet, it is made with it
-- (repeatable/62_accounts.sql).

do $$ begin
    if to_regtype('account_move') is not null then
        alter type account_move add attribute day date;
    end if;
end $$;
