"""Documents made to be expensive; each is refused by a limit before anything is made of it."""


def fan(width: int, field: str = "__typename") -> str:
    return "{ " + " ".join(f"a{n}: {field}" for n in range(width)) + " }"


DOUBLING = " ".join(
    f"fragment F{n} on Tenant {{ a: parent {{ ...F{n + 1} }} b: parent {{ ...F{n + 1} }} }}" for n in range(60)
)
SPREADING = " ".join(f"fragment F{n} on Query {{ ...F{n + 1} ... {{ ...F{n + 1} }} }}" for n in range(150))
COPIES = "tenants { nodes { id name level } } "
BOMBS = {
    "fragments that double": f'{{ tenant(code: "33") {{ ...F0 }} }} {DOUBLING} fragment F60 on Tenant {{ id }}',
    "fragments that only spread": f"{{ ...F0 }} {SPREADING} fragment F150 on Query {{ __typename }}",
    "a cycle below a field": '{ tenant(code: "33") { ...F } } fragment F on Tenant { parent { ...F } }',
    "copies to compare": "{ " + COPIES * 300 + "}",
    "copies in a fragment that nobody spreads": "{ __typename } fragment F on Query { " + COPIES * 300 + "}",
    "copies across fragments": "{ "
    + " ".join(f"...F{n}" for n in range(200))
    + " } "
    + " ".join(f"fragment F{n} on Query {{ {COPIES} }}" for n in range(200)),
    "copies of copies": "{ " + ("viewer { " + ("grants { " + "id " * 10 + "} ") * 10 + "} ") * 10 + "}",
    "kinds of kinds": '{ node(id: "x") { ... on TenantRecord { tenant '
    + "{ id code name level openedOn closedOn parent " * 15
    + "{ id } "
    + "} " * 18,
    "fragments": "{ __typename } " + " ".join(f"fragment F{n} on Query {{ __typename }}" for n in range(240)),
    "aliases": fan(400),
    "connections": fan(50, "children { nodes { id } pageInfo { endCursor } totalCount }"),
    "breakdowns": '{ tenant(code: "33") ' + fan(90, "statistics { visitsByPlace { count } }") + " }",
    "nodes of all kinds": fan(50, 'node(id: "x") { ... on TenantRecord { version } }'),
    "pages of pages": "{ tenants(first: 200) { nodes { branches(first: 200) { nodes { branches(first: 200) "
    "{ nodes { id } } } } } } }",
    "introspection of introspection": "{ __schema { "
    + fan(50, "types { fields { type { fields { name } } } }")[1:-1]
    + "} }",
}
# Refused by their form; a validator without bounds would look at each part.
MALFORMED = {
    "a cycle of fragments": "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }",
    "a long cycle of fragments": "{ ...F0 } "
    + " ".join(f"fragment F{n} on Query {{ ...F{(n + 1) % 100} }}" for n in range(100)),
    "many unknown fields": "{ viewer { " + " ".join(f"x{n}" for n in range(900)) + " } }",
    "many unknown arguments": "{ children(" + " ".join(f"x{n}: 1" for n in range(600)) + ") { totalCount } }",
    "many unknown fragments": "{ " + " ".join(f"...F{n}" for n in range(900)) + " }",
    "many unused fragments": "{ __typename } "
    + " ".join(f"fragment F{n} on Query {{ {'__typename ' * 3}}}" for n in range(100)),
    "many undefined variables": "{ children(filter: { tenant: ["
    + " ".join(f"$v{n}" for n in range(900))
    + "] }) { totalCount } }",
    "many unused variables": "query (" + " ".join(f"$v{n}: Int" for n in range(450)) + ") { __typename }",
    "operations of one name": "query Q { __typename } " * 50,
    "operations of which none is named": " ".join(f"query Q{n} {{ __typename }}" for n in range(50)),
    "many fields of one input": "{ children(filter: { " + 'tenant: "33" ' * 600 + "}) { totalCount } }",
    "many types": " ".join(f"type T{n} {{ f: Int }}" for n in range(270)),
    "inline fragments in one another": "{ " + "... { " * 900 + "__typename" + " }" * 901,
    "fields in one another": '{ tenant(code: "33") ' + "{ parent " * 400 + "{ id }" + " }" * 401,
    "a deep list": "{ children(filter: " + "[" * 1900 + "]" * 1900 + ") { totalCount } }",
    "a deep object": "{ children(filter: " + "{a: " * 900 + "1" + "}" * 900 + ") { totalCount } }",
    "a deep type": "query ($v: " + "[" * 900 + "Int" + "]" * 900 + ") { __typename }",
    "braces": "{" * 1900,
    "brackets": "[" * 1900,
    "a long name": "{ " + "a" * 49_000 + " }",
    "a long string": '{ child(id: "' + "a" * 49_000 + '"',
    "a long comment": "#" * 49_000,
    "a long number": "{ children(first: " + "1" * 40_000 + ") { totalCount } }",
    "a number beyond all": "{ children(first: 1e400) { totalCount } }",
    "a block string of quotes": '{ child(id: """' + '\\"""' * 10_000 + '""" x) { id } }',
    "a block string of lines": '{ child(id: """' + "\n " * 20_000 + '""" x) { id } }',
    "escapes": '{ child(id: "' + "\\u0041" * 8_000 + '" x) { id } }',
    "a byte order mark within": "{ __type\ufeffname }",
    "a NUL": "{ __typename \0 }",
    "an emoji for a name": "{ 👧 }",
}
TOO_LARGE = {
    "operations": " ".join(f"query Q{n} {{ __typename }}" for n in range(380)),
    "operations of one name": "query Q { __typename } " * 380,
    "characters": "#" * 60_000,
    "tokens": "{ " + "a " * 5000 + "}",
    "fields side by side": "{ " + " ".join(f"x{n}: __typename" for n in range(1200)) + " }",
    "directives": "{ __typename " + "@skip(if: false) " * 400 + "}",
    "unknown directives": "{ __typename " + "@aa" * 1200 + " }",
    "one field over and over": "{ " + "__typename " * 900 + "}",
    "values side by side": "{ children(filter: { category: [" + "OTHER " * 1900 + "] }) { totalCount } }",
    "fields nested deep": '{ tenant(code: "33") ' + "{ parent " * 90 + "{ id }" + " }" * 91,
}
# As long as it may be.
LONG = "{ children(filter: { category: [" + "OTHER " * 997 + "] }) { totalCount } }"
