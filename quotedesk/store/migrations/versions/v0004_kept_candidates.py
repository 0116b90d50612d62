"""What wordings are held against, and which witnesses are one reading: kept, so that a newcomer costs less."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add a table and a column of derived data, and let all quotes be grouped anew, which fills them."""
    op.create_table(
        "candidates",
        sa.Column("code", sa.Integer(), nullable=False),
        sa.Column("kept", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
        sqlite_strict=True,
    )
    op.add_column("groupings", sa.Column("fold", sa.Integer(), server_default="0", nullable=False))
    op.execute("INSERT OR REPLACE INTO grouping_state VALUES ('due', 1)")
