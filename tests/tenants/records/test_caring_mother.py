"""The register: her places, her closing."""

from tests.tenants.records.office import COUNTY, VILLAGE, Office


async def test_she_serves_her_own_tenant_unless_another_is_named(office: Office) -> None:
    fields = "serviceArea { code }"
    own = await office.do("registerCaringMother", {"serviceArea": None}, fields=fields)
    assert own.record
    assert own.record["serviceArea"] == {"code": COUNTY}
    moved = await office.do("updateCaringMother", {**own.update, "serviceArea": VILLAGE}, fields=fields)
    assert moved.record
    assert moved.record["serviceArea"] == {"code": VILLAGE}


async def test_fewer_places_than_pairings_only_keep_new_ones_out(office: Office) -> None:
    volunteer = await office.volunteer(capacity=2)
    for _ in range(2):
        await office.pairing(caringMotherId=volunteer.update["id"])
    lowered = await office.done("updateCaringMother", {**volunteer.update, "capacity": 1})
    lowered = await office.screened(lowered)
    parties = {"childId": (await office.child()).update["id"], "caringMotherId": lowered.update["id"]}
    assert (await office.do("pair", parties)).problems == {("NO_CAPACITY", "input.caringMotherId")}


async def test_she_is_not_closed_while_paired_in_a_tenant_that_the_writer_cannot_see(office: Office) -> None:
    """A village's worker closes her own volunteer, whom the county paired next door."""
    volunteer = await office.volunteer()
    pairing = await office.pairing(caringMotherId=volunteer.update["id"])
    await office.owner.execute(
        "update caring_mothers set tenant_code = 330127100203 where id = $1", volunteer.update["id"]
    )
    village = await office.worker("330127100203")
    closing = {**volunteer.update, "closedOn": "2024-09-09", "closedReason": "WITHDREW"}
    refused = await office.do("closeCaringMother", closing, village)
    assert refused.problems == {("STILL_PAIRED", "input.id")}
    await office.done("endPairing", {**pairing.update, "untilOn": "2024-08-08", "endedReason": "CARING_MOTHER_LEFT"})
    early = await office.do("closeCaringMother", {**closing, "closedOn": "2024-08-07"}, village)
    assert early.problems == {("OUT_OF_ORDER", "input.closedOn")}
    assert (await office.do("closeCaringMother", closing, village)).record
