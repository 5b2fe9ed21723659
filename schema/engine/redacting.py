"""Redacts graphql-core's errors: they say everything but the value found, which may be somebody's identity number."""

import re

from graphql import GraphQLError

VARIABLE = re.compile(r"(Variable '\$\w+' has invalid value(?: at [\w.\[\]]+)?): (.*)", re.DOTALL)
WHY = re.compile(
    r"Expected .*?(?=[,;] found: |\.?$)|^Value cannot represent a \w+|^(?:Enum ')?\w+'? cannot represent", re.DOTALL
)
NO_ENUM = re.compile(r"does not exist in '\w+' enum")
# What is repeated of a text: a value that is not of its type, and one where a name had to be.
LITERAL = re.compile(
    r"[,;] found: .*|(cannot represent [^:]*): .*|(?<=Value) '\w+'(?= does not exist)|(?<=(?: Int|loat|ring)) '.*'\.$",
    re.DOTALL,
)


def redact_value(error: GraphQLError) -> GraphQLError:
    """The same error, at the same place, without the value."""
    said = VARIABLE.match(error.message)
    if said is None:
        message = LITERAL.sub(lambda found: found[1] or "", error.message).removesuffix(".") + "."
    else:
        why = WHY.match(said[2]) or NO_ENUM.search(said[2])
        message = f"{said[1]}: {why[0] if why else 'it is of another type'}."
    return GraphQLError(message, error.nodes, error.source, error.positions, error.path)
