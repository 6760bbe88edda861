"""The drawing of a site, as numbers; templates give it lines, colours and words."""

from labs.topology.layout import FLAT, TALL, Form, layout
from labs.topology.shapes import Drawing

__all__ = ["FLAT", "TALL", "Drawing", "Form", "layout"]
