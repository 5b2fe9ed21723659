"""公益项目: a welfare project and its fund."""

from datetime import date
from enum import StrEnum

import strawberry
from strawberry import UNSET

from schema.connection import by_id, connection
from schema.mutation import VersionedInput, mutation
from schema.records.standard import CHANGES, HIDDEN_FIELDS, OWN_ID, Record
from schema.scalars import DivisionCode, Money
from tenants.records.project import rules
from tenants.records.project.terms import ProjectEnding, ProjectState


@strawberry.type(description="A welfare project and its fund.")
class Project(Record):
    hidden_fields: list[str] = strawberry.field(description=HIDDEN_FIELDS)
    name: str
    programme: str | None
    description: str | None
    responsible_person: str | None
    budget: Money | None
    fund: Money = strawberry.field(description="What is in the fund: donations less reversals.")
    state: ProjectState
    started_on: date | None
    ended_on: date | None
    ended_reason: ProjectEnding | None
    donations = connection("Donation", "donation", "The fund's ledger.")
    deliveries = connection("Delivery", "delivery", "The help that it delivered.")


@strawberry.input(description="Conditions on projects, all of which have to be met.")
class ProjectFilter:
    tenant: DivisionCode | None = strawberry.field(default=UNSET, description="Kept there or below.")
    state: list[ProjectState] | None = UNSET
    name_contains: str | None = UNSET


@strawberry.enum(description="Orders of projects.")
class ProjectOrder(StrEnum):
    ID_ASC = "ID_ASC"
    ID_DESC = "ID_DESC"
    NAME_ASC = "NAME_ASC"
    NAME_DESC = "NAME_DESC"


@strawberry.type
class ProjectQueries:
    project = by_id("Project", "project", "A project by its id.")
    projects = connection("Project", "project", "The projects in your reach.")


@strawberry.input(description="A project of a tenant.")
class CreateProjectInput:
    id: strawberry.ID | None = strawberry.field(default=UNSET, description=OWN_ID)
    tenant: DivisionCode
    name: str
    programme: str | None = UNSET
    description: str | None = UNSET
    responsible_person: str | None = UNSET
    budget: Money | None = UNSET
    started_on: date | None = strawberry.field(default=UNSET, description="Planned only if left out.")


@strawberry.input(description=CHANGES)
class UpdateProjectInput(VersionedInput):
    name: str | None = UNSET
    programme: str | None = UNSET
    description: str | None = UNSET
    responsible_person: str | None = UNSET
    budget: Money | None = UNSET
    started_on: date | None = UNSET


@strawberry.input(description="The end of a project.")
class EndProjectInput(VersionedInput):
    ended_on: date
    ended_reason: ProjectEnding


@strawberry.type
class ProjectMutations:
    create_project = mutation(CreateProjectInput, Project, rules.create_project)
    end_project = mutation(EndProjectInput, Project, rules.end_project)
    update_project = mutation(UpdateProjectInput, Project, rules.update_project)
