"""Settings of the workspace and its editable lists."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from app.db.tables import Reference, Setting
from app.db.unit_of_work import Done, UnitOfWork
from app.domain.kinds import ReferenceList
from app.domain.masking import SMALL_GROUP
from app.i18n.messages import Message

DEFAULTS: dict[str, Any] = {
    "landlord": "",
    "school_zone": "A",
    "privacy_contact": "",
    "retention_months": 24,
    "volunteer_hour": "12.02",
    "small_group": SMALL_GROUP,
}
"""Settings of a workspace and what they are before somebody says otherwise.

`landlord` is its name as printed; `school_zone` A, B or C; `privacy_contact` whom to write to about
personal data; `retention_months` how long people stay named after they were last met; `volunteer_hour`
what an hour of volunteering is valued at, in euros (the gross minimum wage of 2026); `small_group` how
many people a group must have to be shown where its members could be recognised."""


def set_up_lists(uow: UnitOfWork) -> Done[None]:
    """Fill the editable lists of a new workspace with what most landlords start from."""
    lists = json.loads(files("resources.reference").joinpath("lists.json").read_text(encoding="utf-8"))
    uow.insert_many(
        Reference,
        [
            {
                "id": uow.new_id(),
                "list": ReferenceList(name),
                "code": code,
                "position": position,
                "label_fr": french,
                "label_en": english,
            }
            for name, entries in lists.items()
            for position, (code, french, english) in enumerate(entries, start=1)
        ],
    )
    return Done(Message("Set up the lists"), None)


def change_settings(uow: UnitOfWork, /, **values: Any) -> Done[None]:
    """Change named settings of the workspace; see `DEFAULTS` for the names."""
    for name, value in values.items():
        if name not in DEFAULTS:
            raise ValueError(f"no such setting: {name}")
        row = uow.find(Setting, Setting.name == name)
        if row is None:
            uow.add(Setting(name=name, value=json.dumps(value)))
        else:
            row.value = json.dumps(value)
    return Done(Message("Change the settings"), None)
