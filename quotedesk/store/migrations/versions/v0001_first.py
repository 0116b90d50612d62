"""The first desk: articles, quotes, decisions, speakers, the change log, and what is derived from them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table of schema version 1."""
    op.create_table(
        "contents",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256"),
        sqlite_strict=True,
    )
    op.create_table(
        "groupings",
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("relations", sa.Text(), nullable=False),
        sa.Column("speaker_differs", sa.Integer(), nullable=False),
        sa.Column("also_in", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("quote_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_groupings_statement_id_ordinal", "groupings", ["statement_id", "ordinal"])
    op.create_table(
        "info",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key", name="uq_info_key"),
        sqlite_strict=True,
    )
    op.create_table(
        "speakers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("colour", sa.Integer(), nullable=False),
        sa.Column("members", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("qid", sa.Text(), nullable=False),
        sa.CheckConstraint("type IN ('person', 'institution', 'unnamed', 'unknown')", name="ck_speakers_type"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="uq_speakers_name"),
        sa.UniqueConstraint("uuid", name="uq_speakers_uuid"),
        sqlite_strict=True,
    )
    op.create_table(
        "statements",
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("printings", sa.Integer(), nullable=False),
        sa.Column("readings", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("quote_id"),
        sqlite_strict=True,
    )
    op.create_index("ix_statements_printings", "statements", ["printings"])
    op.create_table(
        "suggestions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("a", sa.Integer(), nullable=False),
        sa.Column("b", sa.Integer(), nullable=False),
        sa.Column("score", sa.REAL(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_strict=True,
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name", name="uq_users_name"),
        sa.UniqueConstraint("uuid", name="uq_users_uuid"),
        sqlite_strict=True,
    )
    op.create_table(
        "aliases",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_aliases_speaker_id"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("speaker_id", "name", name="uq_aliases_speaker_id_name"),
        sqlite_strict=True,
    )
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("text_sha256", sa.Text(), nullable=False),
        sa.Column("source_sha256", sa.Text()),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("outlet", sa.Text(), nullable=False),
        sa.Column("byline", sa.Text(), nullable=False),
        sa.Column("date", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("imported_at", sa.Text(), nullable=False),
        sa.Column("words", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["source_sha256"], ["contents.sha256"], name="fk_articles_source_sha256"),
        sa.ForeignKeyConstraint(["text_sha256"], ["contents.sha256"], name="fk_articles_text_sha256"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("text_sha256", name="uq_articles_text_sha256"),
        sa.UniqueConstraint("uuid", name="uq_articles_uuid"),
        sqlite_strict=True,
    )
    op.create_index("ix_articles_date_id", "articles", ["date", "id"])
    op.create_table(
        "deeds",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("state_at", sa.Text(), nullable=False),
        sa.CheckConstraint("state IN ('done', 'undone', 'abandoned')", name="ck_deeds_state"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_deeds_user_id"),
        sa.PrimaryKeyConstraint("number"),
        sa.UniqueConstraint("uuid", name="uq_deeds_uuid"),
        sqlite_strict=True,
    )
    op.create_index("ix_deeds_state_number", "deeds", ["state", "number"])
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", sa.Text(), nullable=False),
        sa.Column("until", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_roles_speaker_id"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("speaker_id", "ordinal", name="uq_roles_speaker_id_ordinal"),
        sqlite_strict=True,
    )
    op.create_table(
        "deed_rows",
        sa.Column("deed", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("of_table", sa.Text(), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("before", sa.Text()),
        sa.Column("after", sa.Text()),
        sa.ForeignKeyConstraint(["deed"], ["deeds.number"], name="fk_deed_rows_deed"),
        sa.PrimaryKeyConstraint("deed", "ordinal"),
        sqlite_strict=True,
    )
    op.create_index("ix_deed_rows_of_table_row_id", "deed_rows", ["of_table", "row_id"])
    op.create_table(
        "quotes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("marked", sa.Integer(), nullable=False),
        sa.Column("headline", sa.Integer(), nullable=False),
        sa.Column("parent_id", sa.Integer()),
        sa.Column("speaker_id", sa.Integer()),
        sa.Column("mention_start", sa.Integer()),
        sa.Column("mention_end", sa.Integer()),
        sa.Column("mention_text", sa.Text(), nullable=False),
        sa.Column("cue_start", sa.Integer()),
        sa.Column("cue_end", sa.Integer()),
        sa.Column("cue_text", sa.Text(), nullable=False),
        sa.Column("intermediary_start", sa.Integer()),
        sa.Column("intermediary_end", sa.Integer()),
        sa.Column("intermediary_text", sa.Text(), nullable=False),
        sa.Column("confidence", sa.REAL()),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('speech', 'written', 'other')", name="ck_quotes_kind"),
        sa.CheckConstraint("origin IN ('engine', 'person')", name="ck_quotes_origin"),
        sa.CheckConstraint("headline IN (0, 1)", name="ck_quotes_headline"),
        sa.CheckConstraint("marked IN (0, 1)", name="ck_quotes_marked"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_quotes_article_id"),
        sa.ForeignKeyConstraint(["parent_id"], ["quotes.id"], name="fk_quotes_parent_id"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_quotes_speaker_id"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("uuid", name="uq_quotes_uuid"),
        sqlite_strict=True,
    )
    op.create_index("ix_quotes_article_id_start_id", "quotes", ["article_id", "start", "id"])
    op.create_index("ix_quotes_parent_id", "quotes", ["parent_id"])
    op.create_index("ix_quotes_speaker_id", "quotes", ["speaker_id"])
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uuid", sa.Text(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text()),
        sa.Column("speaker_decided", sa.Integer(), nullable=False),
        sa.Column("speaker_id", sa.Integer()),
        sa.Column("kind", sa.Text()),
        sa.Column("note", sa.Text()),
        sa.Column("decided_at", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('speech', 'written', 'other')", name="ck_decisions_kind"),
        sa.CheckConstraint("status IN ('suggested', 'confirmed', 'rejected')", name="ck_decisions_status"),
        sa.CheckConstraint("speaker_decided IN (0, 1)", name="ck_decisions_speaker_decided"),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_decisions_quote_id"),
        sa.ForeignKeyConstraint(["speaker_id"], ["speakers.id"], name="fk_decisions_speaker_id"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_decisions_user_id"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("quote_id", "user_id", name="uq_decisions_quote_id_user_id"),
        sa.UniqueConstraint("uuid", name="uq_decisions_uuid"),
        sqlite_strict=True,
    )
    op.create_index("ix_decisions_speaker_id", "decisions", ["speaker_id"])
    op.create_table(
        "parts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("quote_id", sa.Integer(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.Text(), nullable=False),
        sa.Column("suffix", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["quote_id"], ["quotes.id"], name="fk_parts_quote_id"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("quote_id", "ordinal", name="uq_parts_quote_id_ordinal"),
        sqlite_strict=True,
    )
    op.execute(
        "CREATE VIRTUAL TABLE quote_search USING fts5(words, tokenize = 'unicode61 remove_diacritics 2', detail = full)"
    )
