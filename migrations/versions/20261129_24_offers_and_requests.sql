-- Offers of organisations, requests of branches, what the two agree on; and grants that name an organisation.
--
-- Rows are read and written once, inside the transaction of the migration.
-- squawk-ignore-file require-concurrent-index-creation, adding-foreign-key-constraint, constraint-missing-not-valid

create table service_offers (
    like record_columns including all,
    organization_id uuid not null constraint service_offers_organization_id_fkey references organizations,
    kind text not null,
    title text not null,
    description text,
    arrangement text,
    capacity integer not null,
    area_code bigint constraint service_offers_area_code_fkey references tenants,
    from_on date not null,
    until_on date,
    closed_on date,
    closed_reason text,
    constraint service_offers_kind_known check (kind in ('TUTORING', 'COUNSELLING', 'COMPANIONSHIP', 'PARENTING',
        'SAFETY', 'HEALTH', 'LEGAL', 'ARTS', 'SUPPLIES', 'OTHER')),
    constraint service_offers_title_length check (char_length(title) between 1 and 100),
    constraint service_offers_description_length check (char_length(description) <= 2000),
    constraint service_offers_arrangement_known
        check (arrangement in ('VENTURE_PHILANTHROPY', 'PURCHASED_SERVICE', 'VOLUNTARY')),
    constraint service_offers_capacity_range check (capacity between 1 and 100000),
    constraint service_offers_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint service_offers_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint service_offers_until_on_after_opening check (until_on >= from_on),
    constraint service_offers_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint service_offers_closed_on_not_future check (closed_on <= today()),
    constraint service_offers_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint service_offers_closed_reason_known
        check (closed_reason in ('USED_UP', 'EXPIRED', 'WITHDRAWN', 'ENTERED_IN_ERROR'))
);
create index service_offers_organization_id_idx on service_offers (organization_id, id);
select keep_order('service_offers', 'title'), keep_order('service_offers', 'from_on');

create table service_requests (
    like record_columns including all,
    kind text not null,
    title text not null,
    description text,
    persons integer not null,
    need_kinds text[] not null default '{}',
    age_bands text[] not null default '{}',
    from_on date not null,
    until_on date,
    closed_on date,
    closed_reason text,
    constraint service_requests_kind_known check (kind in ('TUTORING', 'COUNSELLING', 'COMPANIONSHIP', 'PARENTING',
        'SAFETY', 'HEALTH', 'LEGAL', 'ARTS', 'SUPPLIES', 'OTHER')),
    constraint service_requests_title_length check (char_length(title) between 1 and 100),
    constraint service_requests_description_length check (char_length(description) <= 2000),
    constraint service_requests_persons_range check (persons between 10 and 100000),
    constraint service_requests_need_kinds_known check (need_kinds <@ array['LIVING', 'MEDICAL', 'EDUCATION', 'REHABILITATION',
        'GUARDIANSHIP', 'PSYCHOLOGICAL', 'COMPANIONSHIP', 'SAFETY', 'HOUSEHOLD_REGISTRATION', 'HOUSING', 'LEGAL', 'OTHER']),
    constraint service_requests_age_bands_known
        check (age_bands <@ array['UNDER_6', 'FROM_6_TO_11', 'FROM_12_TO_15', 'FROM_16_TO_17', 'ADULT']),
    constraint service_requests_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint service_requests_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint service_requests_until_on_after_opening check (until_on >= from_on),
    constraint service_requests_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint service_requests_closed_on_not_future check (closed_on <= today()),
    constraint service_requests_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint service_requests_closed_reason_known
        check (closed_reason in ('MET', 'NO_LONGER_NEEDED', 'NOTHING_OFFERED', 'ENTERED_IN_ERROR'))
);
select keep_order('service_requests', 'title'), keep_order('service_requests', 'from_on');

create table service_agreements (
    like record_columns including all,
    service_request_id uuid not null constraint service_agreements_service_request_id_fkey references service_requests,
    offer_id uuid not null constraint service_agreements_offer_id_fkey references service_offers,
    organization_id uuid not null constraint service_agreements_organization_id_fkey references organizations,
    persons integer not null,
    from_on date not null,
    until_on date not null,
    arrangement text not null,
    amount numeric(14, 2),
    terms text,
    branch_agreed_on date,
    organization_agreed_on date,
    delivered_on date,
    persons_served integer,
    delivery_note text,
    rated_on date,
    score integer,
    rating text,
    closed_on date,
    closed_reason text,
    state text not null generated always as (
        case when closed_on is not null then 'ENDED' when rated_on is not null then 'RATED'
             when delivered_on is not null then 'DELIVERED'
             when branch_agreed_on is not null and organization_agreed_on is not null then 'AGREED' else 'PROPOSED' end
    ) stored,
    constraint service_agreements_persons_range check (persons between 1 and 100000),
    constraint service_agreements_from_on_bounds check (from_on between '1900-01-01' and '2100-12-31'),
    constraint service_agreements_until_on_bounds check (until_on between '1900-01-01' and '2100-12-31'),
    constraint service_agreements_until_on_after_opening check (until_on >= from_on),
    constraint service_agreements_arrangement_known
        check (arrangement in ('VENTURE_PHILANTHROPY', 'PURCHASED_SERVICE', 'VOLUNTARY')),
    constraint service_agreements_amount_range check (amount between 0 and 9999999999.99),
    constraint service_agreements_terms_length check (char_length(terms) <= 2000),
    constraint service_agreements_branch_agreed_on_bounds check (branch_agreed_on between '1900-01-01' and '2100-12-31'),
    constraint service_agreements_branch_agreed_on_not_future check (branch_agreed_on <= today()),
    constraint service_agreements_organization_agreed_on_bounds
        check (organization_agreed_on between '1900-01-01' and '2100-12-31'),
    constraint service_agreements_organization_agreed_on_not_future check (organization_agreed_on <= today()),
    constraint service_agreements_delivered_on_bounds check (delivered_on between '1900-01-01' and '2100-12-31'),
    constraint service_agreements_delivered_on_not_future check (delivered_on <= today()),
    constraint service_agreements_delivered_on_unapproved check (
        delivered_on is null or branch_agreed_on is not null and organization_agreed_on is not null),
    constraint service_agreements_persons_served_range check (persons_served between 0 and 100000),
    constraint service_agreements_persons_served_named check ((delivered_on is null) = (persons_served is null)),
    constraint service_agreements_delivery_note_length check (char_length(delivery_note) <= 1000),
    constraint service_agreements_rated_on_bounds check (rated_on between '1900-01-01' and '2100-12-31'),
    constraint service_agreements_rated_on_not_future check (rated_on <= today()),
    constraint service_agreements_rated_on_after_opening check (rated_on is null or delivered_on is not null and rated_on >= delivered_on),
    constraint service_agreements_score_range check (score between 1 and 5),
    constraint service_agreements_score_named check ((rated_on is null) = (score is null)),
    constraint service_agreements_rating_length check (char_length(rating) <= 1000),
    constraint service_agreements_closed_on_bounds check (closed_on between '1900-01-01' and '2100-12-31'),
    constraint service_agreements_closed_on_not_future check (closed_on <= today()),
    constraint service_agreements_closed_on_fulfilled check (closed_on is null or rated_on is null),
    constraint service_agreements_closed_reason_named check ((closed_on is null) = (closed_reason is null)),
    constraint service_agreements_closed_reason_known
        check (closed_reason in ('DECLINED', 'WITHDRAWN', 'NOT_DELIVERED', 'ENTERED_IN_ERROR'))
);
create index service_agreements_service_request_id_idx on service_agreements (service_request_id, id);
create index service_agreements_offer_id_idx on service_agreements (offer_id, id);
create index service_agreements_organization_id_idx on service_agreements (organization_id, id);
create unique index service_agreements_open_key on service_agreements (service_request_id, offer_id) where closed_on is null;
select keep_order('service_agreements', 'from_on');

insert into record_kinds (kind, record_table, protection) values
    ('SERVICE_OFFER', 'service_offers', 'SUPPLY'),
    ('SERVICE_REQUEST', 'service_requests', 'DEMAND'),
    ('SERVICE_AGREEMENT', 'service_agreements', 'AGREEMENT');
