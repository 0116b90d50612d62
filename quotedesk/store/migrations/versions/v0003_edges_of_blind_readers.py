"""The edges that the engine found, those of who reads blind, and indexes for counting and reviewing large desks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add two columns and two indexes. The columns stay NULL: the change log of older versions says nothing of them."""
    op.add_column("quotes", sa.Column("found", sa.Text()))
    op.add_column("decisions", sa.Column("edges", sa.Text()))
    order = ("confidence", "article_id", "start", "id")
    op.create_index("ix_quotes_to_decide", "quotes", [sa.text("speaker_id IS NOT NULL"), *order])
    op.create_index(
        "ix_quotes_nobody_s", "quotes", ["article_id", "speaker_id"], sqlite_where=sa.text("kind = 'other'")
    )
