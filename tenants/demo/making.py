"""Makes one slice of the demo: a whole province's records, of which `--scale` N has N that differ."""

from tenants.demo.activities import activities
from tenants.demo.care import settle
from tenants.demo.drawing import chance_of
from tenants.demo.families import child
from tenants.demo.ledger import deliveries, donations
from tenants.demo.projects import accounts
from tenants.demo.province import County, zhejiang
from tenants.demo.quotas import Quota, quotas
from tenants.demo.tables import Records
from tenants.demo.visits import visits
from tenants.demo.volunteers import caring_mother


def make_records(slice_number: int) -> Records:
    """Make the slice of a number; the same number makes the same records, row by row."""
    records = Records()
    counties = zhejiang().counties
    for county, quota in zip(counties, quotas(counties), strict=True):
        _make_county(records, slice_number, county, quota)
    chance = chance_of(slice_number, "activities and projects")
    records.activities.extend(activities(chance))
    for account in accounts(chance, slice_number):
        records.projects.append(account.project)
        records.donations.extend(donations(chance, account))
        records.deliveries.extend(deliveries(chance, account))
    return records


def _make_county(records: Records, slice_number: int, county: County, quota: Quota) -> None:
    chance = chance_of(slice_number, county.code)
    care = settle(chance, county, quota)
    records.caring_mothers.extend(caring_mother(chance, volunteer, county.code) for volunteer in care.volunteers)
    records.children.extend(child(chance, family) for family in care.families)
    records.pairings.extend(care.pairings)
    records.visits.extend(visits(chance, care.pairings, quota))
