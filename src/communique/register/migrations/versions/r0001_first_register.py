"""The first register: documents and versions, acts and items, judgements, and full text."""

from alembic import op

from communique.register.engine import create_full_text
from communique.register.tables import metadata

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table of the first register."""
    metadata.create_all(op.get_bind())
    create_full_text(op.get_bind())
