"""What a live figure's drawing consists of: plates, drums, lines, words and signs, as numbers."""

from __future__ import annotations

from dataclasses import dataclass, field

from labs.topology.lettering import NAME_PX, NOTE_PX, fit


@dataclass(frozen=True, kw_only=True)
class Form:
    """A drawing's width in CSS pixels at its natural size: beside text, or on a phone."""

    name: str
    width: float


FLAT = Form(name="flat", width=620)
TALL = Form(name="tall", width=340)
FORMS = (FLAT, TALL)

Number = float | int


@dataclass(frozen=True, kw_only=True)
class Shape:
    """One shape; `what` it is decides which of the other fields count.

    plate: a rectangle. drum: a cylinder whose `y` is the middle of its upper ellipse. line and
    head: a `path`. words: `text` from `x` on the line `y`. sign: a glyph named by `text`, `w` wide.
    """

    what: str
    kind: str = ""
    x: Number = 0
    y: Number = 0
    w: Number = 0
    h: Number = 0
    r: Number = 3
    path: str = ""
    text: str = ""

    @property
    def middle(self) -> Number:
        return round(self.x + self.w / 2, 1)

    @property
    def rx(self) -> Number:
        return round(self.w / 2, 1)

    @property
    def drum_path(self) -> str:
        """The body of a cylinder below its upper ellipse."""
        bend = round(self.w * 0.225, 1)
        return (
            f"M{self.x:g} {self.y:g}v{self.h:g}c0 3.3 {bend:g} 6 {self.rx:g} 6"
            f"s{self.rx:g}-2.7 {self.rx:g}-6v-{self.h:g}"
        )


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """Shapes in the order in which they are painted."""

    form: str
    width: Number
    height: Number
    shapes: tuple[Shape, ...]


@dataclass
class Sheet:
    """Where a figure draws: it only ever adds shapes."""

    form: Form
    shapes: list[Shape] = field(default_factory=list)

    @property
    def width(self) -> float:
        return self.form.width

    @property
    def is_tall(self) -> bool:
        return self.form is TALL

    def plate(self, kind: str, x: Number, y: Number, w: Number, h: Number, r: Number = 3) -> None:
        self._add(what="plate", kind=kind, x=x, y=y, w=w, h=h, r=r)

    def drum(self, kind: str, x: Number, y: Number, w: Number, h: Number) -> None:
        self._add(what="drum", kind=kind, x=x, y=y, w=w, h=h)

    def line(self, kind: str, path: str) -> None:
        self._add(what="line", kind=kind, path=path)

    def head(self, kind: str, x: Number, y: Number, towards: str) -> None:
        """The tip of an arrow, at (x, y)."""
        wings = {"down": "l-5-9h10z", "up": "l-5 9h10z", "right": "l-9-5v10z", "left": "l9-5v10z"}
        self._add(what="head", kind=kind, path=f"M{x:g} {y:g}{wings[towards]}")

    def words(
        self, text: str, x: Number, y: Number, kind: str = "", *, room: float | None = None
    ) -> None:
        """A line of text, cut to its `room`; kinds: b bold, m muted, end and mid anchors."""
        size = NOTE_PX if "m" in kind.split() else NAME_PX
        if "b" in kind.split():
            size *= 1.15
        shown = text if room is None else fit(text, room, size=size)
        self._add(what="words", kind=kind, x=x, y=y, text=shown)

    def sign(self, glyph: str, x: Number, y: Number, size: int = 16) -> None:
        self._add(what="sign", text=glyph, x=x, y=y, w=size)

    def machine(self, name: str, state: str, x: Number, y: Number, w: Number) -> None:
        """A virtual machine or template as every drawing of the site shows it, 34 high."""
        self.plate(f"vm {state}", x, y, w, 34)
        self.sign(state, x + 7, y + 9)
        kind = "m" if state in ("off", "template") else ""
        self.words(name, x + 29, y + 21.5, kind, room=w - 34)

    def done(self, height: Number) -> Drawing:
        return Drawing(
            form=self.form.name, width=self.width, height=height, shapes=tuple(self.shapes)
        )

    def _add(self, **parts: object) -> None:
        numbers = {
            name: round(value, 1) if isinstance(value, float) else value
            for name, value in parts.items()
        }
        self.shapes.append(Shape(**numbers))
