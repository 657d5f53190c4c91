"""Pictures inside a page, in the page's own colours, so that they follow its dark or light mode."""

import re
from xml.etree.ElementTree import Element, tostring

from readtrack.planning.chart import Chart
from readtrack.render import svg_parts as parts
from readtrack.render.svg import picture

NAMES = {
    parts.PAPER: "paper",
    parts.INK: "ink",
    parts.DIM: "dim",
    parts.GRID: "grid",
    parts.LEFT: "left",
    parts.PLAN: "plan",
    parts.LIKELY: "likely",
    **{colour: f"title-{number}" for number, colour in enumerate(parts.TITLES)},
    **{colour: f"read-{number}" for number, colour in enumerate(parts.YEAR)},
}
"""The page's name of each colour: `var(--ink)`."""

COLOUR = re.compile("#[0-9a-f]{6}")


def inline(chart: Chart, size: parts.Size, prefix: str) -> str:
    """Return the chart as an element with names that are unique on the page."""
    root = picture(chart, size._replace(headed=False), prefix)
    for parent in list(root.iter()):
        for child in [each for each in parent if _local(each.tag) == "style"]:
            parent.remove(child)
    for element in root.iter():
        _simplify(element)
    del root.attrib["width"], root.attrib["height"], root.attrib["version"]
    return tostring(root, encoding="unicode")


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _simplify(element: Element) -> None:
    """Remove what only a separate file needs, and refer to the page's colours."""
    element.tag = _local(element.tag)
    attributes = {
        _local(name): value for name, value in element.attrib.items() if not name.endswith("}space")
    }
    if "style" in attributes:
        attributes["style"] = COLOUR.sub(_named, attributes["style"])
    element.attrib.clear()
    element.attrib.update(attributes)


def _named(colour: re.Match[str]) -> str:
    name = NAMES.get(colour[0])
    return colour[0] if name is None else f"var(--{name})"
