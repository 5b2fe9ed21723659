"""The words of the hierarchy."""

from tenants.terms import Term


class TenantLevel(Term):
    """The level of a tenant; townships may be missing in between."""

    PROVINCE = "PROVINCE", "省", "Province"
    CITY = "CITY", "市", "City"
    COUNTY = "COUNTY", "县（市、区）", "County"
    TOWNSHIP = "TOWNSHIP", "乡镇（街道）", "Township"
    VILLAGE = "VILLAGE", "村（社区）", "Village"
