"""A small tree in which levels are missing, and who looks at it."""

from datetime import date

import asyncpg

from tenants.hierarchy.loading import load_tenants

ZHEJIANG, HANGZHOU, CHUNAN, NINGBO = 330000000000, 330100000000, 330127000000, 330200000000
TOWNSHIP, VILLAGE, VILLAGE_OF_COUNTY, VILLAGE_OF_CITY = 330127100000, 330127100201, 330127102201, 330201001001
ANHUI, VILLAGE_OF_PROVINCE = 340000000000, 340101001001
TENANTS = {
    ZHEJIANG: "浙江省",
    HANGZHOU: "杭州市",
    CHUNAN: "淳安县",
    TOWNSHIP: "千岛湖镇",
    VILLAGE: "镇里的村",
    VILLAGE_OF_COUNTY: "县直属村",
    NINGBO: "宁波市",
    VILLAGE_OF_CITY: "市直属村",
    ANHUI: "安徽省",
    VILLAGE_OF_PROVINCE: "省直属村",
}


async def grow_tree(owner: asyncpg.Connection) -> None:
    lines = [f"{code},{name}" for code, name in TENANTS.items()]
    await load_tenants(owner, lines, date(2020, 1, 1))
