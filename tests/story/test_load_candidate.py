"""A record from a file, as a rule set and an overlay are."""

from __future__ import annotations

from pathlib import Path

import pytest

from vip_cert_rules import InputError, load_candidate, structure_candidate


@pytest.mark.parametrize(
    ("name", "text"),
    [("person.yaml", "id: E1\ntrainings: []\n"), ("person.json", '{"id": "E1", "trainings": []}')],
)
def test_a_record_in_a_file_is_the_record_in_a_mapping(name: str, text: str, tmp_path: Path) -> None:
    """Section 1 of the record contract: one JSON or YAML object per person."""
    (tmp_path / name).write_text(text, encoding="utf-8")
    assert structure_candidate({"id": "E1", "trainings": []}) == load_candidate(tmp_path / name)


def test_faults_of_a_record_in_a_file_have_their_line(tmp_path: Path) -> None:
    """Every fault at once, with file, line and column."""
    file = tmp_path / "person.yaml"
    file.write_text("id: E1\ntrainings: none\nemployment: []\n", encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_candidate(file)
    places = [(fault.path, fault.place.line) for fault in caught.value.faults if fault.place is not None]
    assert [("trainings", 2), ("employment", 3)] == places


def test_a_file_that_is_not_there_is_a_fault_of_the_input(tmp_path: Path) -> None:
    """And no foreign exception."""
    with pytest.raises(InputError, match="nobody"):
        load_candidate(tmp_path / "nobody.yaml")
