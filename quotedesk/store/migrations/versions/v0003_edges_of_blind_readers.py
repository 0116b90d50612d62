"""The edges that the engine found, kept where a person changed them, and the edges of those who read blind."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the two columns. Both stay NULL: the change log of older versions says nothing of them."""
    op.add_column("quotes", sa.Column("found", sa.Text()))
    op.add_column("decisions", sa.Column("edges", sa.Text()))
