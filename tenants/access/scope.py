"""Verbs and scopes: the vocabulary of the policy, for what a role may do and to which records."""

from enum import StrEnum


class Verb(StrEnum):
    """What a role may do with a kind of record."""

    VIEW_SUMMARY = "view_summary"  # that it exists: masked name, sex, age band, category, tenant, states
    VIEW_FULL = "view_full"  # everything it holds
    ADD = "add"
    MANAGE = "manage"
    ENTER = "enter"  # in a ledger; either party, in an agreement
    APPROVE = "approve"
    READ = "read"  # figures
    HOLD = "hold"  # a grant
    GIVE = "give"  # a role to somebody else, or take it away


class Scope(StrEnum):
    """Which records of a kind, as seen from the grant."""

    OWN = "OWN"  # the grant's tenant itself
    SUBTREE = "SUBTREE"  # the grant's tenant and all below
    BELOW = "BELOW"  # the tenants below it, without itself
    LINE = "LINE"  # the tenants above it
    SERVING = "SERVING"  # Caring Mothers whose service area meets the grant's range
    TIED = "TIED"  # named by a record that is seen
    PAIRED = "PAIRED"  # tied to the user's own pairings in force
    SELF = "SELF"  # the user's own profile or what she herself opened; her organisation, and what is its own
    ASKED = "ASKED"  # open requests in the grant's range, and those that the user's organisation has an agreement on
    KEPT = "KEPT"  # of a child whose file is kept in the grant's range, wherever it was done: followed from the file
    KEPT_OWN = "KEPT_OWN"  # of these, those whose file the grant's tenant itself keeps
    RECEIVING = "RECEIVING"  # transfers of files to the grant's range
    RECEIVING_OWN = "RECEIVING_OWN"  # transfers of files to the grant's tenant itself
    OPENED = "OPENED"  # files opened with a reason, for as long as that holds; seen in summary anyway
    NAMING = "NAMING"  # log entries that name a record kept in the grant's range, or tell of a search through such
    NAMING_FILES = "NAMING_FILES"  # of these, those that do not tell of an incident report, and so of who made it
    NAMING_OWN = "NAMING_OWN"  # log entries that name a record of the grant's tenant itself, or tell of a search
