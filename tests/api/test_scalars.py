"""Each scalar of ours names the page that specifies it, and what the page shows is taken, or not, as it says."""

import re

import pytest
from graphql import GraphQLScalarType, specified_scalar_types

from api.scalars import PAGE
from schema.build import graphql_schema
from schema.unreadable import Unreadable
from tests.api.service import Service

SCALARS = {
    name: type_
    for name, type_ in graphql_schema().type_map.items()
    if isinstance(type_, GraphQLScalarType) and name not in specified_scalar_types
}
SECTIONS = dict(re.findall(r'<h2 id="(\w+)">(.*?)(?=<h2|</body)', PAGE, re.DOTALL))


async def test_every_scalar_has_its_section_on_the_page_that_is_served(service: Service) -> None:
    assert {name: type_.specified_by_url for name, type_ in SCALARS.items()} == {
        name: f"/scalars#{name}" for name in SECTIONS
    }
    answer = await service.client.get("/scalars")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert answer.text == PAGE


@pytest.mark.parametrize("name", SCALARS)
def test_its_examples_are_taken_and_refused(name: str) -> None:
    section, scalar = SECTIONS[name], SCALARS[name]
    taken, refused = (re.findall(f'<code class="{way}">(.*?)</code>', section) for way in ("takes", "refuses"))
    assert len(taken) > 1 < len(refused)
    assert [text for text in taken if isinstance(scalar.parse_value(text), Unreadable)] == []
    assert [text for text in refused if not isinstance(scalar.parse_value(text), Unreadable)] == []
