"""Makes the demo's records part by part."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields
from itertools import groupby
from random import Random
from uuid import UUID

from tenants.demo.activities import Making, activities, activity_partners, repetitions
from tenants.demo.attachments import consent_forms
from tenants.demo.attendances import attendances
from tenants.demo.budgets import budget_changes, budget_lines
from tenants.demo.care import settle
from tenants.demo.certificates import certificates
from tenants.demo.clearances import approved, clearance_requirements, clearance_steps, open_screenings
from tenants.demo.drawing import chance_of
from tenants.demo.families import child
from tenants.demo.files import assessments, circumstances, consents, guardians, other_categories, with_risk
from tenants.demo.help import add_care
from tenants.demo.indicators import indicators
from tenants.demo.initiative import Initiative, initiative
from tenants.demo.ledger import deliveries, donations
from tenants.demo.money import AID, Money, disbursements, money, subsidies
from tenants.demo.plans import benefits, care_plans
from tenants.demo.programmes import CHILDRENS_DAY, TAIZHOU
from tenants.demo.projects import accounts
from tenants.demo.province import County, zhejiang
from tenants.demo.quotas import Quota, quotas
from tenants.demo.records import Records
from tenants.demo.remainders import remainders
from tenants.demo.rounds import rounds
from tenants.demo.services import services
from tenants.demo.steps import disclosures, feedback, steps
from tenants.demo.stories import stories
from tenants.demo.tables import Child
from tenants.demo.teams import add_teams
from tenants.demo.transfers import transfers
from tenants.demo.venues import venues
from tenants.demo.visits import calls, visits
from tenants.demo.volunteers import as_registered, caring_mother

# A tenant's code, divided by this, is its county.
COUNTY = 10**6


def make_parts(*, city: int | None = None) -> Iterator[Records]:
    """Make the province: activities and projects first, then the care in each city, or in one.

    It is the same always, row by row.
    """
    work = _make_projects()
    held = defaultdict(list)
    for activity in work.activities:
        if activity.repeats_id is None:
            held[activity.tenant_code // COUNTY].append(activity)
    campaign = next(row.id for row in work.programmes if row.name == CHILDRENS_DAY.name)
    yield work
    organizations = defaultdict(list)
    for organization in work.organizations:
        organizations[organization.tenant_code].append(organization)
    for code, of_city in _cities():
        if city not in {None, code}:
            continue
        records = Records()
        for county, quota in of_city:
            children = _make_county(records, county, quota, campaign)
            of_activities = chance_of(county.code, "attendances")
            records.attendances.extend(attendances(of_activities, children, held[county.code // COUNTY]))
        of_certificates = chance_of(code, "certificates")
        records.certificates.extend(certificates(of_certificates, records.caring_mothers, records.visits))
        records.transfers.extend(transfers(chance_of(code, "transfers"), records))
        add_teams(chance_of(code, "teams"), records)
        of_registers = chance_of(code, "registers")
        records.caring_mothers[:] = [as_registered(of_registers, one, organizations) for one in records.caring_mothers]
        _add_approved(chance_of(code, "approvals"), records)
        _add_screenings(chance_of(code, "screenings"), records)
        yield records


def _cities() -> list[tuple[int, list[tuple[County, Quota]]]]:
    """Small ones first and last: who loads them has soon something to do, and nobody waits long for another."""
    counties = zhejiang().counties
    shares = zip(counties, quotas(counties), strict=True)
    cities = [(code, list(of_city)) for code, of_city in groupby(shares, key=lambda share: share[0].city)]
    cities.sort(key=lambda city: sum(quota.paired_then for _, quota in city[1]))
    return cities[::2] + cities[1::2][::-1]


def _add_approved(chance: Random, records: Records) -> None:
    for place, mother in enumerate(records.caring_mothers):
        if mother.screening_state == "APPROVED":
            records.caring_mothers[place], screenings, trainings = approved(chance, mother)
            records.screenings.extend(screenings)
            records.clearance_steps.extend(trainings)


def _add_screenings(chance: Random, records: Records) -> None:
    mothers = {mother.id: mother for mother in records.caring_mothers}
    for screening in open_screenings(chance, records.caring_mothers):
        records.screenings.append(screening)
        records.clearance_steps.extend(clearance_steps(chance, mothers[screening.caring_mother_id], screening))


def money_of() -> Money:
    return money(chance_of("funds"), TAIZHOU)


def _make_projects() -> Records:
    chance = chance_of("activities and projects")
    of_venues = chance_of("venues")
    made = initiative(chance_of("initiative"))
    records = Records(venues=list(venues(of_venues)), **{one.name: getattr(made, one.name) for one in fields(made)})
    of_services = services(chance_of("services"), made.organizations)
    for one in fields(of_services):
        getattr(records, one.name).extend(getattr(of_services, one.name))
    kept, of_money = money_of(), chance_of("payments")
    of_steps = chance_of("steps of projects")
    of_feedback = chance_of("feedback to donors")
    of_indicators = chance_of("indicators of projects")
    records.funds.extend(kept.funds.values())
    records.clearance_requirements.extend(clearance_requirements(chance_of("clearance")))
    _add_activities(records, chance, made)
    for account in accounts(chance, made):
        records.projects.append(account.project)
        fund = kept.of(account)
        given = list(donations(chance, account, fund and fund.id, made.donors))
        records.donations.extend(given)
        records.milestones.extend(feedback(of_feedback, account.project, given))
        paid = list(disbursements(of_money, account, fund, made.payees))
        records.disbursements.extend(paid)
        records.budget_lines.extend(lines := list(budget_lines(of_steps, account.project, paid)))
        records.budget_changes.extend(budget_changes(of_steps, account.project, lines))
        records.deliveries.extend(deliveries(chance, account))
        for indicator, values in indicators(of_indicators, account.project):
            records.project_indicators.append(indicator)
            records.indicator_values.extend(values)
        records.project_steps.extend(steps(of_steps, account.project))
        records.milestones.extend(disclosures(of_steps, account.project))
    _add_remainders(records)
    records.stories.extend(stories(chance_of("stories"), records.activities, records.projects))
    return records


def _add_remainders(records: Records) -> None:
    for gift, left in remainders(chance_of("remainders"), records.projects):
        records.donations.append(gift)
        records.remainder_transfers.append(left)


def _add_activities(records: Records, chance: Random, made: Initiative) -> None:
    records.activities.extend(activities(Making(chance, made.ids)))
    again = repetitions(chance_of("series"), records.activities)
    records.activities.extend(list(again))
    of_partners = chance_of("partners of activities")
    records.activity_partners.extend(activity_partners(of_partners, records.activities, made.organizations))


def _make_county(records: Records, county: County, quota: Quota, campaign: UUID) -> list[Child]:
    chance = chance_of(county.code)
    care = settle(chance, county, quota)
    records.caring_mothers.extend(caring_mother(chance, volunteer, county.code) for volunteer in care.volunteers)
    children = [child(chance, family) for family in care.families]
    of_files, of_attachments = (chance_of(county.code, what) for what in ("files", "attachments"))
    _make_files(records, of_files, of_attachments, children)
    assessed = records.children[-len(children) :]
    _add_plans(records, chance_of(county.code, "care plans"), children)
    records.pairings.extend(care.pairings)
    records.visits.extend(visits(chance, care, quota))
    add_care(chance_of(county.code, "needs and wishes"), care.families, records, campaign)
    records.visits.extend(calls(chance_of(county.code, "calls"), care.pairings))
    records.visits.extend(rounds(chance_of(county.code, "rounds"), assessed, care.pairings))
    aid, of_aid = money_of().funds[AID], chance_of(county.code, "subsidies")
    records.subsidies.extend(subsidies(of_aid, children, aid))
    return children


def _add_plans(records: Records, chance: Random, children: list[Child]) -> None:
    assessed = {one.id: one for one in records.children}
    for one in children:
        records.care_plans.extend(care_plans(chance, assessed[one.id]))
        records.benefits.extend(benefits(chance, one))


def _make_files(records: Records, chance: Random, of_attachments: Random, children: list[Child]) -> None:
    for one in children:
        assessed = list(assessments(chance, one))
        records.children.append(with_risk(one, assessed))
        records.assessments.extend(assessed)
        around = list(guardians(chance, one))
        records.guardians.extend(around)
        records.consents.extend(signed := list(consents(chance, one, around[0])))
        records.attachments.extend(consent_forms(of_attachments, one, signed))
        records.categorizations.extend(other_categories(chance, one))
        records.parent_circumstances.extend(circumstances(chance, one))
