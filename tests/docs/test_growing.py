"""How a rule file grows over a page: what goes where, and what is replaced."""

from __future__ import annotations

from tests.docs.growing import grown

FILE = """\
# a comment

ruleset: x
version: "1"

conditions:
  first:
    label: a
    at_least: 1
"""


def test_a_new_section_stands_where_the_language_has_it() -> None:
    """Whatever the order of the page."""
    added = "documents:\n  act: {title: t}\n"
    assert FILE.replace("\nconditions", f"\n{added}\nconditions") == grown(FILE, added)


def test_a_new_entry_goes_to_the_end_of_its_section() -> None:
    """Conditions have an empty line between them."""
    assert f"{FILE}\n  second:\n    label: b\n" == grown(FILE, "conditions:\n  second:\n    label: b\n")


def test_a_key_that_is_there_is_replaced_and_the_others_stay() -> None:
    """So that a step shows no more than what it changes."""
    assert FILE.replace("at_least: 1", "at_least: 2") == grown(FILE, "conditions:\n  first:\n    at_least: 2\n")


def test_an_entry_shown_whole_stands_as_it_is_shown() -> None:
    """Its order is that of the page."""
    whole = "conditions:\n  first:\n    label: b\n    source: s\n    at_least: 1\n"
    assert grown(FILE, whole).endswith(whole)


def test_nothing_changes_by_what_is_there_already() -> None:
    """Growing by itself leaves a file as it is."""
    assert FILE == grown(FILE, FILE)
