-- Signing in weighs an attempt, which tells the password's hash; the command line asks the table itself.
drop function find_credentials(text);
