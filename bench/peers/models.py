"""The ordinary way: the tables as SQLAlchemy's ORM maps them."""

from datetime import date
from uuid import UUID

from sqlalchemy import BigInteger
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    """What is mapped."""


class TenantRow(Base):
    __tablename__ = "tenants"
    code: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    code_end: Mapped[int] = mapped_column(BigInteger)
    parent_code: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]


class ChildRow(Base):
    __tablename__ = "children"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_code: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    sex: Mapped[str]
    category: Mapped[str]
    state: Mapped[str]
    identified_on: Mapped[date]


class CaringMotherRow(Base):
    __tablename__ = "caring_mothers"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_code: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str]
    recruited_through: Mapped[str]
    sector: Mapped[str]


class PairingRow(Base):
    __tablename__ = "pairings"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_code: Mapped[int] = mapped_column(BigInteger)
    child_id: Mapped[UUID]
    caring_mother_id: Mapped[UUID]
    role: Mapped[str]
    from_on: Mapped[date]
    until_on: Mapped[date | None]


class VisitRow(Base):
    __tablename__ = "visits"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    tenant_code: Mapped[int] = mapped_column(BigInteger)
    pairing_id: Mapped[UUID]
    child_id: Mapped[UUID]
    caring_mother_id: Mapped[UUID]
    visited_on: Mapped[date]
    kind: Mapped[str]
    contact_made: Mapped[bool]
