"""Writes the .mo beside each .po, without gettext's own tools."""

from __future__ import annotations

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parents[1] / "studyguide" / "locale"

if __name__ == "__main__":
    for path in LOCALE.rglob("*.po"):
        texts = polib.pofile(str(path))
        texts.save_as_mofile(str(path.with_suffix(".mo")))
        print(f"{path.parent.parent.name}: {texts.percent_translated()} % of {len(texts)} texts")
