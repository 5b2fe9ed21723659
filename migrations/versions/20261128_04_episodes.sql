-- Days of episodes, and what proves an account and who acts.

-- Of another signature in repeatable/.
drop function if exists accept_grant(bytea, bytea);
