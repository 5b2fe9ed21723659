-- What a target asks of the statistics, now taken up into the statement that asks.
--
-- squawk-ignore-file ban-drop-function

drop function if exists target_progress(bigint, text, text, integer, text[]);
drop function if exists shown_figure(bigint, text, daterange, text[]);
