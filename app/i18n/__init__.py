"""Languages: the gettext catalogue and the formats of dates, numbers and money."""

from app.i18n.language import LANGUAGES, Language, language
from app.i18n.messages import N_, Message

__all__ = ["LANGUAGES", "Language", "Message", "N_", "language"]
