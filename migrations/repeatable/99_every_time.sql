-- Applied at every migrate, whether it changed or not: what is kept for each kind, where anything that it follows from
-- has changed, and what the application's role may do: rows it reads and writes, nothing it owns.
select keep_kinds();
select keep_mergeable();
select keep_after_birth();

revoke all on all tables in schema public from public, "{application}";
revoke all on all functions in schema public from public, "{application}";
do $$ begin execute format('revoke temporary on database %I from public', current_database()); end $$;
grant usage on schema public to "{application}";
grant select on alembic_version, applied_sql, tenants, statistics_deltas, statistics_rollups, changes, change_values to "{application}";
grant select on calendars, calendar_windows, duties, duty_deltas, duty_rollups to "{application}";
-- Who entered a row and when, and what its triggers keep, the database says itself.
do $$
declare
    k record;
begin
    for k in select record_table, changed is not null as is_changed,
                    (select string_agg(quote_ident(attname), ', ') from pg_attribute
                     where attrelid = record_table and attnum > 0 and not attisdropped and attgenerated = ''
                       and attname not in ('created_at', 'created_by', 'updated_at', 'updated_by', 'paired_on', 'stays', 'handed_over',
                                           'counted_in', 'cleared_on', 'trained_on', 'training_days', 'category_history', 'screening_state', 'screening_until', 'risk_level', 'risk_history', 'untargeted_on', 'erased_on',
                                           'merged_into_id')) as given
             from record_kinds join protections on name = protection loop
        execute format('grant select, insert (%s) on %s to "{application}"', k.given, k.record_table);
        if k.is_changed then
            execute format('grant update (%s) on %s to "{application}"', k.given, k.record_table);
        end if;
    end loop;
end $$;
do $$
declare
    v record;
begin
    for v in select record_view from record_views loop
        execute format('grant select on %s to "{application}"', v.record_view);
    end loop;
end $$;
grant select on targeted_figures, obstacles_of_caring_mothers to "{application}";
grant select on file_openings, access_log to "{application}";
grant insert (id, tenant_code, child_id, reason), update (version, closed_at) on file_openings to "{application}";
grant execute on function
    period_days, shown_figure, target_allotted, target_progress, parts_of_programme, targets_kept,
    is_subsidised_elsewhere, speaks_for, places_of, is_partner_of, actor_organization, actor_requests, actor_activities,
    division_end, division_line, today, month_of, chinese_order, kind_of, standard_columns_touched, unrecorded, is_encrypted,
    stays_apart, is_erased, is_others_content, may_decide_screening, is_story_of_others, is_support_in_use, step_number,
    has_passed, project_of, latest_value, is_reached,
    actor_part, actor_range_as, actor_role, actor_low, actor_high, actor_user, actor_grant, actor_caring_mother,
    actor_range, actor_children, actor_pairings, actor_pairs, actor_keeps, actor_keeps_itself, actor_names, actor_opens, name_of_user,
    live_session, recognized_grants, prove_actor, lacks_second_factor,
    wal_position, written_to, replayed_to, count_write, needed_of_replica, is_replica_fit,
    weigh_attempt, add_attempt, prove_password, proof_of_attempt, settle_attempt, remember_places, remember_own_places, knows_device, alerts_of, rehash_password, change_password,
    start_session, renew_session, recognize_session, own_sessions, own_events, end_session, end_own_sessions,
    begin_challenge, try_challenge, end_challenge, find_second_factor, use_step, use_recovery_code, own_factors,
    start_second_factor, started_second_factor, confirm_second_factor, renew_recovery_codes, end_second_factor,
    use_enrolment_code,
    amounts_of_programmes, roll_up_statistics, splits_shown, span_dimension, taken_over,
    published_name, published_stories, published_story, published_figures, take_down_lapsed_stories, verify_certificate,
    administered_users, administered_grants, own_grants, administers, manages, may_reopen, awaits_holder, registered_at,
    create_user, invite_user, find_invitation, accept_invitation, close_user, reopen_user, give_grant, withdraw_grant,
    add_identity_code, key_subject, take_identity_code, redeem_identity_code, own_identities, link_identity, unlink_identity,
    propose_succession, succession_proposals, decline_succession, keeping_below, carry_out_succession,
    awaited_grants, confirm_grant, decline_grant, accept_grant, own_password, administration_log, account_log,
    month_day, first_undone, actor_lines, compliance_of, agenda_id, agenda_of_range, agenda_of_children, roll_up_duties, work_off_duties,
    areas_with_room, caseworkers_of,
    was_visited_at_home, pairing_mode, free_places,
    is_on_file, wait_for_number, told_on_file, send_enquiry, merge_files, is_merged_into,
    reopen_file, creation_of, remember_creation, claim_request, keep_answer, release_request,
    missing_steps, steps_before, is_de_facto_unattended, keeping_refused, has_consent, actor_reports, tells_of_report,
    actor_openings, subject_of_change, accesses_of, log_openings, chain_access_log, keep_fingerprints,
    seal_access_log, newest_seals, access_log_head
to "{application}";
