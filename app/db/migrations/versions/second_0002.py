"""Sessions keep the name that another calendar has for them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("session", sa.Column("uid", sa.String(255), server_default="", nullable=False))
    op.create_index(op.f("ix_session_uid"), "session", ["uid"], unique=False)
