"""Links between quotes, lessons from corrections, saved filters, more that can be decided, search over articles."""

import zlib
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add what version 2 has beyond version 1.

    A new column of a logged table may be NULL: the row images in the change log of version 1 do not name it.
    """
    with op.batch_alter_table("decisions", recreate="always", table_kwargs={"sqlite_strict": True}) as decisions:
        decisions.add_column(sa.Column("flag", sa.Integer()))
        for name in ("mention_start", "mention_end", "cue_start", "cue_end"):
            decisions.add_column(sa.Column(name, sa.Integer()))
        decisions.create_check_constraint("ck_decisions_flag", "flag IN (0, 1)")
    with op.batch_alter_table("users", recreate="always", table_kwargs={"sqlite_strict": True}) as users:
        users.add_column(sa.Column("blind", sa.Integer()))
        users.create_check_constraint("ck_users_blind", "blind IN (0, 1)")
    op.create_table(
        "links",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("a_sha256", sa.Text(), nullable=False),
        sa.Column("a_start", sa.Integer(), nullable=False),
        sa.Column("a_end", sa.Integer(), nullable=False),
        sa.Column("b_sha256", sa.Text(), nullable=False),
        sa.Column("b_start", sa.Integer(), nullable=False),
        sa.Column("b_end", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.Text(), nullable=False),
        sa.CheckConstraint("sort IN ('must', 'cannot')", name="ck_links_sort"),
        sa.ForeignKeyConstraint(["a_sha256"], ["contents.sha256"], name="fk_links_a_sha256"),
        sa.ForeignKeyConstraint(["b_sha256"], ["contents.sha256"], name="fk_links_b_sha256"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_links_user_id"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint(
            "a_sha256", "a_start", "a_end", "b_sha256", "b_start", "b_end",
            name="uq_links_a_sha256_a_start_a_end_b_sha256_b_start_b_end",
        ),
        sa.UniqueConstraint("uuid", name="uq_links_uuid"),
        sqlite_strict=True,
    )  # fmt: skip
    op.create_index("ix_links_b_sha256_b_start", "links", ["b_sha256", "b_start"])
    op.create_table(
        "lessons",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("sort", sa.Text(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("speaker_id", sa.Integer()),
        sa.Column("active", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("learnt_at", sa.Text(), nullable=False),
        sa.CheckConstraint("sort IN ('alias', 'role', 'cue')", name="ck_lessons_sort"),
        sa.CheckConstraint("active IN (0, 1)", name="ck_lessons_active"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_lessons_speaker_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_lessons_user_id"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("sort", "words", "speaker_id", name="uq_lessons_sort_words_speaker_id"),
        sa.UniqueConstraint("uuid", name="uq_lessons_uuid"),
        sqlite_strict=True,
    )
    op.create_index("ix_lessons_speaker_id", "lessons", ["speaker_id"])
    op.create_table(
        "deletions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["text_sha256"], ["contents.sha256"], name="fk_deletions_text_sha256"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("text_sha256", "start", "end", name="uq_deletions_text_sha256_start_end"),
        sqlite_strict=True,
    )
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("filter", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="uq_saved_filters_name"),
        sa.UniqueConstraint("uuid", name="uq_saved_filters_uuid"),
        sqlite_strict=True,
    )
    op.execute(
        "CREATE VIRTUAL TABLE article_search "
        "USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', detail = full)"
    )
    connection = op.get_bind()
    rows = connection.exec_driver_sql(
        "SELECT articles.id, title, data FROM articles JOIN contents ON sha256 = text_sha256"
    )
    for id, title, data in rows.all():
        connection.exec_driver_sql(
            "INSERT INTO article_search (rowid, words) VALUES (?, ?)",
            (id, f"{title}\n{zlib.decompress(data).decode()}"),
        )
    _statements()


def _statements() -> None:
    """Make the derived tables of statements anew; every quote waits to be grouped."""
    for name in ("statements", "groupings", "suggestions"):
        op.drop_table(name)
    _table(
        "statements", quote_id=sa.Integer, printings=sa.Integer, readings=sa.Integer, disagreeing=sa.Integer,
        different=sa.REAL, cut=sa.Integer, meaning=sa.Integer,
    )  # fmt: skip
    op.create_index("ix_statements_printings_quote_id", "statements", ["printings", "quote_id"])
    op.create_index("ix_statements_different_quote_id", "statements", ["different", "quote_id"])
    op.create_index(
        "ix_statements_disagreeing_printings_quote_id", "statements", ["disagreeing", "printings", "quote_id"]
    )
    _table(
        "groupings", quote_id=sa.Integer, statement_id=sa.Integer, code=sa.Integer, relations=sa.Text,
        agreeing=sa.Integer, words=sa.Integer, different=sa.REAL, speaker_differs=sa.Integer,
        meaning_differs=sa.Integer,
    )  # fmt: skip
    op.create_index("ix_groupings_statement_id", "groupings", ["statement_id"])
    op.create_index("ix_groupings_code", "groupings", ["code"])
    _table("suggestions", keys=2, a=sa.Integer, b=sa.Integer, score=sa.REAL, why=sa.Text)
    op.create_index("ix_suggestions_score", "suggestions", ["score"])
    op.create_index("ix_suggestions_b", "suggestions", ["b"])
    _table("edges", keys=2, bare=True, shorter=sa.Integer, longer=sa.Integer, score=sa.REAL, alike=sa.Integer)
    op.create_index("ix_edges_longer", "edges", ["longer"])
    _table("features", entry=sa.Integer)
    _table("frozen_words", bare=True, word=sa.Text, seen=sa.Integer)
    _table("grouping_state", bare=True, name=sa.Text, value=sa.REAL)
    _table("ungrouped", quote_id=sa.Integer)
    op.execute("INSERT INTO ungrouped SELECT id FROM quotes")


def _table(called: str, /, *, keys: int = 1, bare: bool = False, **columns: Callable[[], Any]) -> None:
    """A table whose first columns are its key; a bare one has no other key beside it."""
    op.create_table(
        called,
        *(sa.Column(column, sort(), nullable=False) for column, sort in columns.items()),
        sa.PrimaryKeyConstraint(*list(columns)[:keys]),
        sqlite_strict=True,
        sqlite_with_rowid=not bare,
    )
