-- What a target asks of the statistics, now taken up into the statement that asks; and programmes that end before they begin.
--
-- Programmes of before that do stay as they are until somebody changes them.
-- squawk-ignore-file ban-drop-function

drop function if exists target_progress(bigint, text, text, integer, text[]);
drop function if exists shown_figure(bigint, text, daterange, text[]);

alter table programmes
    add constraint programmes_planned_until_after_opening check (planned_until >= started_on) not valid;
