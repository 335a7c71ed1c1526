"""The language of the window. Paper has its own: documents take a language as an argument."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from app.i18n import LANGUAGES, Language, Message, language


class _Chosen:
    language: Language = language("en")
    translator: QTranslator | None = None


def current_language() -> Language:
    """The language that the window speaks: its words, dates, numbers."""
    return _Chosen.language


def tr(msgid: str, /, **fields: Any) -> str:
    """The sentence in the window's language, its `{named}` fields filled in."""
    return _Chosen.language.text(msgid, **fields)


def ntr(singular: str, plural: str, n: int, /, **fields: Any) -> str:
    """The sentence in the window's language and the number of `n`, which is also the field `{n}`."""
    return _Chosen.language.plural(singular, plural, n, **fields)


def say(message: Message) -> str:
    """A message in the window's language."""
    return _Chosen.language.say(message)


def set_language(code: str) -> Language:
    """Make the window speak this language (`fr` or `en`), Qt's own buttons and date fields included.

    Widgets that exist keep their words: the caller builds them again.
    """
    _Chosen.language = language(code)
    QLocale.setDefault(
        QLocale(QLocale.Language.French, QLocale.Country.France)
        if _Chosen.language.code == "fr"
        else QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom)
    )
    app = QCoreApplication.instance()
    if app is not None:
        if _Chosen.translator is not None:
            app.removeTranslator(_Chosen.translator)
            _Chosen.translator = None
        translator = QTranslator(app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if _Chosen.language.code != "en" and translator.load(f"qtbase_{_Chosen.language.code}", folder):
            app.installTranslator(translator)
            _Chosen.translator = translator
    return _Chosen.language


def system_language() -> str:
    """The language to start with before anyone chose: the desktop's if we speak it, else French."""
    code = QLocale.system().name().partition("_")[0]
    return code if code in LANGUAGES else "fr"
