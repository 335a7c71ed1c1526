"""The one style sheet, made from a theme's colours.

Widgets choose among variants by dynamic properties, never by style sheets of their own:

- `QPushButton[kind]`: "primary", "quiet", "danger", "link"; without, an outlined button; `[align="left"]` in lists;
- `QToolButton[kind]`: "icon" (square, flat), "segment" (in a segmented control), "rail", "quiet";
- `QLabel[textSize]`: "small", "large"; `QLabel[strong="true"]`; `QLabel[ink]`: "muted", "faint", "accent", "danger",
  "warning", "success";
- `QWidget[ground]`: "surface", "raised", "sunken", "soft", "danger", "warning", "success" (paints the background);
- `QFrame[line]`: "below", "above", "left", "right" (a hairline on one side).
"""

from __future__ import annotations

from string import Template

from ui.theme.tokens import Theme, token_names

_GROUNDS = {
    "surface": "surface",
    "raised": "surface_raised",
    "sunken": "surface_sunken",
    "soft": "accent_soft",
    "danger": "danger_soft",
    "warning": "warning_soft",
    "success": "success_soft",
}
_INKS = {
    "muted": "text_muted",
    "faint": "text_faint",
    "accent": "accent",
    "danger": "danger",
    "warning": "warning",
    "success": "success",
}
_SIDES = {"below": "bottom", "above": "top", "left": "left", "right": "right"}

_SHEET = """
QMainWindow, QDialog { background: $surface; }
QToolTip { background: $surface_raised; color: $text; border: 1px solid $hairline; padding: 4px 6px; }

/* words */
QLabel { background: transparent; }
QLabel[textSize="small"] { font-size: ${small}px; }
QLabel[textSize="large"] { font-size: ${large}px; }
QLabel[strong="true"] { font-weight: 600; }

/* buttons */
QPushButton { min-height: 18px; padding: 6px 12px; border: 1px solid $hairline; border-radius: 6px;
    background: $surface_raised; color: $text; }
QPushButton[align="left"] { text-align: left; }
QPushButton:hover { background: $hover; }
QPushButton:pressed, QPushButton:checked { background: $accent_soft; }
QPushButton:focus { border: 2px solid $focus; padding: 5px 11px; }
QPushButton:disabled { color: $text_faint; background: $surface; }
QPushButton[kind="primary"] { background: $accent; color: $accent_text; border: 1px solid $accent; font-weight: 600; }
QPushButton[kind="primary"]:hover { background: $accent_hover; border-color: $accent_hover; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $hairline; border-color: $hairline; color: $text_faint; }
QPushButton[kind="danger"] { color: $danger; }
QPushButton[kind="danger"]:hover { background: $danger_soft; }
QPushButton[kind="quiet"], QPushButton[kind="link"] { background: transparent; border: 1px solid transparent; }
QPushButton[kind="quiet"]:hover { background: $hover; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="quiet"]:checked { background: $accent_soft; }
QPushButton[kind="quiet"]:focus, QPushButton[kind="link"]:focus { border: 2px solid $focus; }
QPushButton[kind="link"] { color: $accent; padding: 3px 5px; font-weight: 600; }
QPushButton[kind="link"]:focus { padding: 2px 4px; }
QPushButton[kind="link"]:hover { color: $accent_hover; text-decoration: underline; }
QPushButton[kind="link"]:disabled { color: $text_faint; }
QPushButton::menu-indicator { image: url(theme:down-$name.svg); width: 14px; subcontrol-position: right center;
    right: 6px; }
QToolButton { border: 1px solid transparent; border-radius: 6px; padding: 4px; color: $text; background: transparent; }
QToolButton:hover { background: $hover; }
QToolButton:pressed, QToolButton:checked { background: $accent_soft; color: $accent; }
QToolButton:focus { border: 2px solid $focus; padding: 3px; }
QToolButton:disabled { color: $text_faint; }
QToolButton::menu-indicator { image: none; }
QToolButton[kind="icon"] { min-width: 22px; min-height: 22px; }
QToolButton[kind="segment"] { border-radius: 5px; padding: 4px 8px; min-height: 18px; margin: 0; color: $text_muted; }
QToolButton[kind="segment"]:checked { background: $surface_raised; color: $text; border: 1px solid $hairline;
    font-weight: 600; }
QToolButton[kind="segment"]:focus { border: 2px solid $focus; padding: 3px 7px; }
QFrame[role="segments"] { background: $surface_sunken; border: 1px solid $hairline; border-radius: 7px; }

/* fields */
QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox, QComboBox { background: $surface_raised; color: $text;
    border: 1px solid $border; border-radius: 6px; padding: 4px 8px; selection-background-color: $selection;
    selection-color: $text; }
QLineEdit, QAbstractSpinBox, QComboBox { min-height: 22px; }
QLineEdit:focus, QTextEdit:focus, QPlainTextEdit:focus, QAbstractSpinBox:focus, QComboBox:focus {
    border: 2px solid $focus; padding: 3px 7px; }
QLineEdit:disabled, QTextEdit:disabled, QPlainTextEdit:disabled, QAbstractSpinBox:disabled, QComboBox:disabled {
    color: $text_faint; background: $surface; border-color: $hairline; }
QLineEdit:read-only, QTextEdit:read-only, QPlainTextEdit:read-only { background: $surface; border-color: $hairline; }
QLineEdit[wrong="true"], QAbstractSpinBox[wrong="true"], QComboBox[wrong="true"], QPlainTextEdit[wrong="true"] {
    border: 2px solid $danger; padding: 3px 7px; }
QLineEdit[look="quiet"], QComboBox[look="quiet"], QAbstractSpinBox[look="quiet"], QPlainTextEdit[look="quiet"] {
    border: 1px solid transparent; background: transparent; }
QLineEdit[look="quiet"]:hover, QComboBox[look="quiet"]:hover, QAbstractSpinBox[look="quiet"]:hover,
QPlainTextEdit[look="quiet"]:hover { border-color: $border; }
QLineEdit[look="quiet"]:focus, QComboBox[look="quiet"]:focus, QAbstractSpinBox[look="quiet"]:focus,
QPlainTextEdit[look="quiet"]:focus { border: 2px solid $focus; background: $surface_raised; }
QLineEdit[look="search"] { background: $surface_raised; border-color: $hairline; }
QLineEdit[look="folded"] { background: transparent; border: 1px solid transparent; }
QLineEdit[look="folded"]:hover { background: $hover; }
QLineEdit[look="search"]:focus { border-color: $focus; }
QComboBox::drop-down { subcontrol-origin: padding; subcontrol-position: center right; width: 22px; border: none; }
QComboBox::down-arrow { image: url(theme:down-$name.svg); width: 14px; height: 14px; }
QComboBox QAbstractItemView { background: $surface_raised; border: 1px solid $hairline; border-radius: 6px;
    padding: 4px; outline: none; }
QComboBox QAbstractItemView::item { min-height: 28px; padding: 0 8px; border-radius: 4px; }
QComboBox QLineEdit { border: none; padding: 0; min-height: 0; background: transparent; }
QAbstractSpinBox QLineEdit { border: none; padding: 0 6px; min-height: 0; background: transparent; }
QDateEdit::drop-down, QDateTimeEdit::drop-down { subcontrol-origin: padding; subcontrol-position: center right;
    width: 22px; border: none; }
QDateEdit::down-arrow, QDateTimeEdit::down-arrow { image: url(theme:down-$name.svg); width: 14px; height: 14px; }
QAbstractSpinBox::up-button, QAbstractSpinBox::down-button { subcontrol-origin: padding; width: 20px; border: none;
    background: transparent; }
QAbstractSpinBox::up-button { subcontrol-position: top right; }
QAbstractSpinBox::down-button { subcontrol-position: bottom right; }
QAbstractSpinBox::up-arrow { image: url(theme:up-$name.svg); width: 12px; height: 12px; }
QAbstractSpinBox::down-arrow { image: url(theme:down-$name.svg); width: 12px; height: 12px; }

/* ticks */
QCheckBox, QRadioButton { spacing: 8px; background: transparent; padding: 3px; border: 1px solid transparent;
    border-radius: 6px; }
QCheckBox:focus, QRadioButton:focus { border: 2px solid $focus; padding: 2px; }
QCheckBox::indicator, QRadioButton::indicator, QAbstractItemView::indicator, QMenu::indicator {
    width: 16px; height: 16px; border: 1px solid $border; border-radius: 4px; background: $surface_raised; }
QRadioButton::indicator { border-radius: 9px; }
QCheckBox::indicator:hover, QRadioButton::indicator:hover { border-color: $accent; }
QCheckBox::indicator:checked, QAbstractItemView::indicator:checked, QMenu::indicator:checked {
    background: $accent; border-color: $accent; image: url(theme:check-$name.svg); }
QCheckBox::indicator:indeterminate, QAbstractItemView::indicator:indeterminate {
    background: $accent; border-color: $accent; image: url(theme:dash-$name.svg); }
QRadioButton::indicator:checked { background: $accent; border-color: $accent; image: url(theme:dot-$name.svg); }
QCheckBox:disabled, QRadioButton:disabled { color: $text_faint; }
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled { border-color: $hairline; background: $surface; }
QGroupBox { border: none; margin-top: 24px; padding: 0; font-weight: 600; }
QGroupBox::title { subcontrol-origin: margin; left: 0; top: 4px; }

/* lists */
QAbstractItemView { background: $surface_raised; color: $text; border: none; outline: none;
    selection-background-color: $selection; selection-color: $text; alternate-background-color: $surface; }
QTreeView::item, QListView::item, QTableView::item { padding: 0 8px; border: none;
    border-bottom: 1px solid $hairline; min-height: 30px; }
QTreeView::item:hover, QListView::item:hover, QTableView::item:hover { background: $hover; }
QTreeView::item:selected, QListView::item:selected, QTableView::item:selected { background: $selection; color: $text; }
QTreeView::item:focus, QListView::item:focus, QTableView::item:focus { background: $selection; }
QTreeView::branch { background: transparent; }
QTreeView::branch:has-children:closed { image: url(theme:right-$name.svg); }
QTreeView::branch:has-children:open { image: url(theme:down-$name.svg); }
QListView[look="plain"]::item, QTreeView[look="plain"]::item { border: none; }
QAbstractItemView[look="plain"] { background: transparent; }
QHeaderView { background: $surface_raised; border: none; }
QHeaderView[look="plain"] { background: transparent; }
QHeaderView::section { background: $surface_raised; color: $text_muted; border: none;
    border-bottom: 1px solid $hairline; padding: 0 8px; min-height: 30px; font-weight: 600; font-size: ${small}px; }
QHeaderView::section:hover { color: $text; }
QHeaderView::up-arrow { image: url(theme:up-$name.svg); width: 12px; height: 12px; subcontrol-position: center right;
    right: 4px; }
QHeaderView::down-arrow { image: url(theme:down-$name.svg); width: 12px; height: 12px;
    subcontrol-position: center right; right: 4px; }
QTableCornerButton::section { background: $surface_raised; border: none; }
QCalendarWidget QAbstractItemView { padding: 4px; selection-background-color: $accent;
    selection-color: $accent_text; }
QCalendarWidget QAbstractItemView:disabled { color: $text_faint; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface_raised; }
QCalendarWidget QToolButton { font-weight: 600; padding: 4px 8px; }
QCalendarWidget QSpinBox { min-height: 18px; }
QCalendarWidget QToolButton#qt_calendar_prevmonth { qproperty-icon: url(theme:left-$name.svg); }
QCalendarWidget QToolButton#qt_calendar_nextmonth { qproperty-icon: url(theme:right-$name.svg); }

/* tabs */
QTabWidget::pane { border: none; border-top: 1px solid $hairline; }
QTabBar { background: transparent; border: none; }
QTabBar::tab { background: transparent; color: $text_muted; border: none; border-bottom: 2px solid transparent;
    padding: 6px 4px; margin-right: 16px; min-height: 20px; }
QTabBar::tab:hover { color: $text; border-bottom-color: $hairline; }
QTabBar::tab:selected { color: $text; border-bottom-color: $accent; font-weight: 600; }
QTabBar::tab:focus { color: $accent; }
QTabBar::tab:disabled { color: $text_faint; }

/* menus */
QMenu { background: $surface_raised; color: $text; border: 1px solid $hairline; border-radius: 6px; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 4px; min-height: 16px; }
QMenu::item:selected { background: $accent_soft; }
QMenu::item:disabled { color: $text_faint; }
QMenu::separator { height: 1px; background: $hairline; margin: 4px 8px; }
QMenu::icon { padding-left: 8px; }
QMenu::indicator { margin-left: 8px; }
QMenuBar { background: $surface_sunken; }
QMenuBar::item:selected { background: $hover; }

/* scrolling */
QScrollArea { border: none; }
QScrollArea { background: transparent; }
QScrollBar { background: transparent; border: none; }
QScrollBar:vertical { width: 12px; margin: 0; }
QScrollBar:horizontal { height: 12px; margin: 0; }
QScrollBar::handle { background: $scroll; border-radius: 3px; margin: 3px; }
QScrollBar::handle:hover { background: $border; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; border: none; background: none; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; }

/* the rest */
QProgressBar { background: $hairline; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
    text-align: center; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }
QSplitter::handle { background: $hairline; }
QSplitter::handle:hover { background: $accent; }
QSplitter::handle:horizontal { width: 1px; }
QSplitter::handle:vertical { height: 1px; }
QSlider::groove:horizontal { height: 4px; background: $hairline; border-radius: 2px; }
QSlider::handle:horizontal { width: 16px; height: 16px; margin: -6px 0; border-radius: 8px; background: $accent; }
QStatusBar { background: $surface_sunken; color: $text_muted; }
QStatusBar::item { border: none; }
QFrame[frameShape="4"], QFrame[frameShape="5"] { background: $hairline; border: none; }
QFrame[frameShape="4"] { max-height: 1px; }
QFrame[frameShape="5"] { max-width: 1px; }
QFrame[role="card"] { background: $surface_raised; border: 1px solid $hairline; border-radius: 6px; }
QFrame[role="card"][state="hover"] { border-color: $border; }
QFrame[role="card"][state="focus"] { border: 2px solid $focus; }
QFrame[role="chip"] { background: $surface_sunken; border: 1px solid $hairline; border-radius: 12px; }
QToolButton[kind="tiny"] { padding: 2px; min-width: 14px; min-height: 14px; border-radius: 9px; }
QFrame[role="popup"] { background: $surface_raised; border: 1px solid $hairline; border-radius: 6px; }
"""


def style_sheet(theme: Theme, text_size: int) -> str:
    """The style sheet of an application whose normal text is `text_size` logical pixels high."""
    colours = {name: theme.colour(name) for name in token_names()}
    sheet = Template(_SHEET).substitute(
        colours,
        name=theme.name,
        small=text_size - 1,
        large=round(text_size * 1.55),
        scroll="#55585f" if theme.is_dark else "#c4c5c6",
    )
    grounds = (
        f'QWidget[ground="{name}"] {{ background: {colours[role]}; }}' for name, role in _GROUNDS.items()
    )
    inks = (f'QLabel[ink="{name}"] {{ color: {colours[role]}; }}' for name, role in _INKS.items())
    lines = (
        f'QFrame[line="{name}"] {{ border: none; border-{side}: 1px solid {theme.hairline}; }}'
        for name, side in _SIDES.items()
    )
    return "\n".join((sheet, *grounds, *inks, *lines))
