"""Which packages of the system the window needs, and the sentence that names the missing ones.

The table holds what Qt's libraries and its X11 plugin are linked against and do not bring along
(read from the ELF headers of PySide6 6.11). Only Linux needs it: elsewhere Qt brings everything.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterable
from typing import NamedTuple

from environment import say


class Package(NamedTuple):
    """The package that holds a library, by family of systems."""

    debian: str
    fedora: str


# What every window needs, on X11, on Wayland and without a screen.
ANYWHERE = {
    "libEGL.so.1": Package("libegl1", "libglvnd-egl"),
    "libGL.so.1": Package("libgl1", "libglvnd-glx"),
    "libX11.so.6": Package("libx11-6", "libX11"),
    "libdbus-1.so.3": Package("libdbus-1-3", "dbus-libs"),
    "libfontconfig.so.1": Package("libfontconfig1", "fontconfig"),
    "libfreetype.so.6": Package("libfreetype6", "freetype"),
    "libglib-2.0.so.0": Package("libglib2.0-0", "glib2"),
    "libgthread-2.0.so.0": Package("libglib2.0-0", "glib2"),
    "libgssapi_krb5.so.2": Package("libgssapi-krb5-2", "krb5-libs"),
    "libbrotlicommon.so.1": Package("libbrotli1", "libbrotli"),
    "libbrotlidec.so.1": Package("libbrotli1", "libbrotli"),
    "libxkbcommon.so.0": Package("libxkbcommon0", "libxkbcommon"),
    "libz.so.1": Package("zlib1g", "zlib"),
    "libzstd.so.1": Package("libzstd1", "libzstd"),
}
ON_X11 = {
    "libX11-xcb.so.1": Package("libx11-xcb1", "libX11-xcb"),
    "libxcb.so.1": Package("libxcb1", "libxcb"),
    "libxcb-cursor.so.0": Package("libxcb-cursor0", "xcb-util-cursor"),
    "libxcb-icccm.so.4": Package("libxcb-icccm4", "xcb-util-wm"),
    "libxcb-image.so.0": Package("libxcb-image0", "xcb-util-image"),
    "libxcb-keysyms.so.1": Package("libxcb-keysyms1", "xcb-util-keysyms"),
    "libxcb-randr.so.0": Package("libxcb-randr0", "libxcb"),
    "libxcb-render.so.0": Package("libxcb-render0", "libxcb"),
    "libxcb-render-util.so.0": Package("libxcb-render-util0", "xcb-util-renderutil"),
    "libxcb-shape.so.0": Package("libxcb-shape0", "libxcb"),
    "libxcb-shm.so.0": Package("libxcb-shm0", "libxcb"),
    "libxcb-sync.so.1": Package("libxcb-sync1", "libxcb"),
    "libxcb-util.so.1": Package("libxcb-util1", "xcb-util"),
    "libxcb-xfixes.so.0": Package("libxcb-xfixes0", "libxcb"),
    "libxcb-xkb.so.1": Package("libxcb-xkb1", "libxcb"),
    "libxkbcommon-x11.so.0": Package("libxkbcommon-x11-0", "libxkbcommon-x11"),
}


def loads(library: str) -> bool:
    """Whether the system's loader finds this library and all that it needs."""
    import ctypes  # only a first or a failed start comes here; the others are spared it

    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing(libraries: Iterable[str], present: Callable[[str], bool] = loads) -> list[str]:
    """Those of the libraries that this machine lacks, in the order given."""
    if not sys.platform.startswith("linux"):
        return []
    return [library for library in libraries if not present(library)]


def display() -> str:
    """The kind of display that this process would open a window on: `x11`, or `other`."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    return "x11" if platform.startswith("xcb") or (not platform and os.environ.get("DISPLAY")) else "other"


def needed() -> list[str]:
    """What the window needs on that kind of display."""
    return [*ANYWHERE, *(ON_X11 if display() == "x11" else ())]


def advice(libraries: Iterable[str]) -> str:
    """The sentence that names the packages to install for these libraries; unknown ones keep their file name."""
    libraries = list(libraries)
    known = {**ANYWHERE, **ON_X11}
    debian = sorted({known[library].debian for library in libraries if library in known})
    fedora = sorted({known[library].fedora for library in libraries if library in known})
    unknown = sorted(set(libraries) - known.keys())
    names = ", ".join(unknown or libraries)
    if not debian:
        return say(
            f"the window needs a library that this system lacks: {names}.",
            f"la fenêtre a besoin d’une bibliothèque absente de ce système : {names}.",
        )
    install = f"apt install {' '.join(debian)}"
    other = f"dnf install {' '.join(fedora)}"
    return say(
        f"the window needs system packages that are missing; install them: {install} (Fedora: {other}).",
        f"il manque à la fenêtre des paquets du système ; installez-les : {install} (Fedora : {other}).",
    )


def missing_from(problem: ImportError) -> list[str]:
    """The libraries behind a failed import of Qt; empty where the import failed for another reason."""
    named = re.search(r"(\S+\.so[.\d]*): cannot open shared object file", str(problem))
    if named is None:
        return []
    # The loader names the first one only: ask for the others too, so that one installation is enough.
    return sorted({named[1], *missing(needed())})


def no_display() -> str | None:
    """The sentence that says why no window can appear here, or None where one can."""
    if not sys.platform.startswith("linux") or os.environ.get("QT_QPA_PLATFORM"):
        return None
    screen = os.environ.get("DISPLAY", "")
    if not screen and not os.environ.get("WAYLAND_DISPLAY"):
        return say(
            "there is no display here to open a window on; the commands work without one (./run --help).",
            "aucun écran ici pour ouvrir une fenêtre ; les commandes fonctionnent sans (./run --help).",
        )
    local = re.fullmatch(r"(?:unix)?:(\d+)(?:\.\d+)?", screen)
    if local and not os.environ.get("WAYLAND_DISPLAY") and not os.path.exists(f"/tmp/.X11-unix/X{local[1]}"):
        return say(
            f"the display {screen} does not answer, so no window can open on it.",
            f"l’écran {screen} ne répond pas : aucune fenêtre ne peut s’y ouvrir.",
        )
    return None


if __name__ == "__main__":
    # For scripts: the Debian packages that this machine lacks for a window without a screen, one a line.
    for package in sorted({ANYWHERE[library].debian for library in missing(ANYWHERE)}):
        print(package)
