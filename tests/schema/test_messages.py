"""What callers are told: in their language, and by the names that people use."""

import re

import pytest
from graphql import GraphQLEnumType, GraphQLObjectType

from schema.build import graphql_schema
from schema.caller import Language
from schema.labels import all_labels
from schema.messages import ERRORS, error_text, problem_text
from schema.problem_texts import PROBLEMS
from tenants.access.policy import load_policy
from tenants.division import TenantLevel
from tenants.errors import Forbidden, Problem, ProblemCode
from tenants.reading.names import camel
from tenants.records.kinds import KINDS

RESOURCES = sorted(
    {resource for role in load_policy().values() for resource, _ in role.permissions if resource != "grant"}
)


@pytest.mark.parametrize("resource", RESOURCES)
def test_what_a_role_may_not_do_is_said_in_words(resource: str) -> None:
    error = Forbidden(role="CASEWORKER", resource=resource)
    assert not any(letter.isascii() and letter.isalpha() for letter in error_text(error, Language.ZH))
    assert "Caseworker" in error_text(error, Language.EN)
    assert "_" not in error_text(error, Language.EN)


def test_levels_are_named() -> None:
    problem = Problem(ProblemCode.WRONG_LEVEL, ("tenant",), {"level": TenantLevel.COUNTY})
    assert problem_text(problem, Language.ZH) == "该角色只能在以下层级或更低层级授予：县（市、区）。"
    assert problem_text(problem, Language.EN) == "This role can only be granted at this level or below: County."


def test_chinese_has_its_own_punctuation() -> None:
    texts = [zh for zh, _ in (*ERRORS.values(), *PROBLEMS.values())] + [label["zh"] for label in all_labels()]
    assert [text for text in texts if re.search(r"[\u4e00-\u9fff][,:;?!()]|[,:;?!()][\u4e00-\u9fff]", text)] == []


STANDARD = {"id", "version", "createdAt", "updatedAt", "hiddenFields", "tenant", "history", "can"}


def test_every_field_of_a_record_is_called_something_in_both_languages() -> None:
    labels = {(label["of"], label["value"]): (label["zh"], label["en"]) for label in all_labels()}
    types = graphql_schema().type_map
    for kind in KINDS:
        record = types[kind.name]
        assert isinstance(record, GraphQLObjectType)
        lists = {camel(name) for name in kind.relations}
        assert {name for name in record.fields if (kind.name, name) not in labels} == lists | STANDARD & {
            *record.fields
        }
    assert labels["Child", "birthDate"] == ("出生日期", "Birth date")
    assert {name for of, name in labels if of == "TenantRecord"} == STANDARD


def test_every_value_of_every_enum_is_called_something() -> None:
    """Orders and problems, too; what a field of a form is, is said to a program."""
    labels = {(label["of"], label["value"]): (label["zh"], label["en"]) for label in all_labels()}
    enums = [one for one in graphql_schema().type_map.values() if isinstance(one, GraphQLEnumType)]
    values = {(one.name, value) for one in enums if not one.name.startswith("__") for value in one.values}
    assert {of for of, _ in values - labels.keys()} == {"FormFieldType"}
    assert {of for of, _ in labels if of.endswith("Order")} == {of for of, _ in values if of.endswith("Order")}
    assert labels["ChildOrder", "BIRTH_DATE_DESC"] == ("按出生日期降序", "By birth date, descending")
    assert labels["TenantOrder", "ID_ASC"] == ("按区划代码升序", "By division code, ascending")
    assert labels["ProblemCode", "TOO_LONG"] == ("最多 $most 个字符。", "At most $most characters.")
