"""The classes of a syllabus. Immutable; every level of the tree is there for every syllabus, so that walking is plain.

Documents skip levels: a chapter without sections is a module itself, and a part without chapters holds its sections
itself. Here such a chapter has one module and such a part one chapter, each with the id of what is above it.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cached_property, total_ordering

import attrs

from vip_cert_rules.faults import Fault, InputError, nearest, show
from vip_cert_rules.text import Text


@total_ordering
class Depth(Enum):
    """How well a topic has to be known, the least first; depths compare: ``Depth.AWARE < Depth.MASTER``."""

    AWARE = "aware"
    FAMILIAR = "familiar"
    MASTER = "master"
    MASTER_FLUENTLY = "master-fluently"

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Depth):
            return NotImplemented
        order = list(Depth)
        return order.index(self) < order.index(other)


class Verb(str, Enum):
    """The verbs by which the documents say how well a topic has to be known."""

    AWARE = "了解"
    FAMILIAR = "熟悉"
    CLEAR = "清楚"
    MASTER = "掌握"
    MASTER_FLUENTLY = "熟练掌握"

    @property
    def depth(self) -> Depth:
        """The depth it stands for: 清楚 counts as 熟悉."""
        return Depth.FAMILIAR if self is Verb.CLEAR else Depth[self.name]


@attrs.frozen
class Topic:
    """One thing to be known. ``zh`` is the sentence as printed, its verbs included; ``en`` may not be there.

    ``verbs`` are all the verbs of the sentence in its order, most often one.
    """

    verbs: tuple[Verb, ...]
    zh: str
    en: str | None = None

    @property
    def depths(self) -> tuple[Depth, ...]:
        """The depth of every verb, in the order of the sentence, each once."""
        return tuple(dict.fromkeys(verb.depth for verb in self.verbs))

    @property
    def deepest(self) -> Depth:
        """The deepest of them."""
        return max(self.depths)


@attrs.frozen
class Module:
    """What is completed as one: a section, or a chapter without sections. Its id is what trainings list."""

    id: str
    title: Text
    topics: tuple[Topic, ...] = ()


@attrs.frozen
class Chapter:
    """A chapter; of a part without chapters, the part."""

    id: str
    title: Text
    modules: tuple[Module, ...]

    @property
    def is_module(self) -> bool:
        """Whether it has no sections and is a module itself."""
        return self.modules[0].id == self.id


@attrs.frozen
class Part:
    """A part."""

    id: str
    title: Text
    chapters: tuple[Chapter, ...]

    @property
    def is_chapter(self) -> bool:
        """Whether it has no chapters and holds its sections itself."""
        return self.chapters[0].id == self.id


@attrs.frozen(slots=False)
class Syllabus:
    """The syllabus of a programme, of one level or of all (``level`` ``None``).

    ``document`` is where it stands, ``note`` what a reader has to know of it, such as that the text breaks off.
    """

    name: str
    programme: str
    level: int | None
    title: Text
    document: Text
    note: Text | None
    parts: tuple[Part, ...]

    @cached_property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter, in order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """Every module, in order."""
        return tuple(module for chapter in self.chapters for module in chapter.modules)

    @cached_property
    def _by_id(self) -> dict[str, Module]:
        return {module.id: module for module in self.modules}

    def module(self, id: str) -> Module:
        """The module of an id. Raises :class:`InputError` where there is none."""
        found = self._by_id.get(id)
        if found is None:
            message = f"`{self.name}` has no module {show(id)}"
            raise InputError([Fault("unknown-module", "module", message, nearest(id, self._by_id))])
        return found

    def topics(self) -> Iterator[tuple[Module, Topic]]:
        """Every topic with its module, in order."""
        for module in self.modules:
            for topic in module.topics:
                yield module, topic

    def count_by_depth(self) -> dict[Depth, int]:
        """The number of topics by the deepest of their verbs, every depth included."""
        count = dict.fromkeys(Depth, 0)
        for _, topic in self.topics():
            count[topic.deepest] += 1
        return count
