"""How pages are taken apart, as far as the tests of the pages rely on it."""

from __future__ import annotations

import pytest

from tests.docs.pages import blocks_of, commands_of, matches

PAGE = """\
# A page

<!-- file: a.yaml -->
```yaml
a: 1
```

```console
$ one \\
    two
first
$ three
```

<!-- not executed -->
```python
1 / 0
```
"""


def test_blocks_carry_what_was_said_before_them() -> None:
    """The comment right before a block, and no other."""
    kept = [(block.language, block.saved_as, block.is_run, block.line) for block in blocks_of(PAGE)]
    assert [("yaml", "a.yaml", True, 5), ("console", None, True, 9), ("python", None, False, 17)] == kept


def test_commands_go_with_their_output() -> None:
    """Continued lines are one command; what follows up to the next is its output."""
    _, console, _ = blocks_of(PAGE)
    told = [(command.line, command.output) for command in commands_of(console)]
    assert [("one two", "first"), ("three", "")] == told


@pytest.mark.parametrize(
    ("pasted", "real", "same"),
    [
        ("a\nb", "a\nb\n", True),
        ("a\nb", "a\nc", False),
        ("a\n…", "a\nb\nc", True),
        ("…\nc", "a\nb\nc", True),
        ("a\n…\nc\n…\ne", "a\nb\nc\nd\ne", True),
        ("a\n…\nx\n…\ne", "a\nb\nc\nd\ne", False),
        ("a\n…\na", "a", False),
    ],
)
def test_an_ellipsis_stands_for_any_lines(pasted: str, real: str, same: bool) -> None:
    """And for nothing within a line."""
    assert same is matches(pasted, real)
