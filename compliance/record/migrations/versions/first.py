"""The first released schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the chain, its content, and the drafts outside it."""
    op.create_table(
        "record",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("holds", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("recorded", sa.Text, nullable=False),
        sa.Column("release", sa.Text),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("corrects", sa.Integer),
        sa.Column("withdraws", sa.Integer),
        sa.Column("redacts", sa.Integer),
        sa.Column("commitment", sa.Text, nullable=False),
        sa.Column("hash", sa.Text, nullable=False),
    )
    for column in ("corrects", "withdraws", "redacts"):
        only = sa.text(f"{column} IS NOT NULL")
        op.create_index(
            f"record_{column}", "record", [column], unique=True, sqlite_where=only, postgresql_where=only
        )
    op.create_index("record_holds", "record", ["holds", "number"])
    op.create_table(
        "content",
        sa.Column(
            "number", sa.Integer, sa.ForeignKey("record.number"), primary_key=True, autoincrement=False
        ),
        sa.Column("salt", sa.Text, nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("idempotency_key", sa.Text),
        sa.Column("happened", sa.Text),
        sa.Column("source_date", sa.Text),
        sa.Column("recorded_by", sa.Text),
        sa.Column("capacity", sa.Text, nullable=False),
        sa.Column("system_account", sa.Text),
        sa.Column("reason", sa.Text),
        sa.Column("files", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("content_key", "content", ["key"])
    op.create_index("content_idempotency_key", "content", ["idempotency_key"], unique=True)
    op.create_table(
        "draft",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("capacity", sa.Text, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("saved", sa.Text, nullable=False),
        sa.Column("holds", sa.Text, nullable=False),
        sa.Column("kind", sa.Text),
        sa.Column("visibility", sa.Text, nullable=False),
        sa.Column("corrects", sa.Integer),
        sa.Column("reason", sa.Text),
        sa.Column("files", sa.Text),
        sa.Column("body", sa.Text, nullable=False),
    )
    op.create_index("ix_draft_capacity", "draft", ["capacity"])
