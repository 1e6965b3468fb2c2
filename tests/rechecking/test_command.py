"""``vip-cert recheck``: what it prints and refuses; its exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.calling import ASKED, PERSON, call
from vip_cert_rules import evaluate, load_candidate


@pytest.fixture
def decision(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "d.json"
    path.write_text(call(capsys, "evaluate", PERSON, *ASKED, "--format", "json").out, encoding="utf-8")
    return path


def test_a_document_that_holds(decision: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "recheck", decision, "--lang", "en")
    assert (0, "") == (said.status, said.err)
    assert said.out == (
        "The decision document holds\n"
        "E2005 · vip-service-manager 2.0 · apply.3 · as of 2026-11-24: no\n"
        "\nWhat was looked at\n  ✓ the document itself: structure, statuses, outcome and what follows\n"
        "\nWhat was not looked at\n  the record: evidence, days, what is missing (no record was given)\n"
        "  the digest of the record (no record, or no digest of the time, was given)\n"
        "  the rule set: name, version, digest, overlays (no rule set was given)\n"
    )


def test_beside_its_record_its_digest_and_its_rules(decision: Path, capsys: pytest.CaptureFixture[str]) -> None:
    digest = evaluate(
        load_candidate(PERSON), ruleset="vip-service-manager", question="apply", level=3, as_of="2026-11-24"
    ).facts_digest
    said = call(
        capsys, "recheck", decision, PERSON, "--facts-digest", digest, "--rules", "vip-service-manager", "--lang", "en"
    )
    assert (0, False) == (said.status, "not looked at" in said.out)


def test_a_document_that_was_changed(decision: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(decision.read_text(encoding="utf-8"))
    decision.write_text(json.dumps({**document, "outcome": "yes"}), encoding="utf-8")
    said = call(capsys, "recheck", decision)
    assert 1 == said.status
    assert said.out.startswith("判定文档不成立：1 处不符\n")
    assert "  ✗ outcome：结论为 `yes`，但判定树得出 `no`\n" in said.out
    rows = json.loads(call(capsys, "recheck", decision, "--format", "json").out)
    assert [["outcome"]] == [[row["code"] for row in each] for each in rows]


def test_other_rules_are_told(decision: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = call(capsys, "recheck", decision, "--rules", "account-manager", "--lang", "en")
    assert 1 == said.status
    assert "ruleset: the document says `vip-service-manager`, the rule set `account-manager`" in said.out
    said = call(
        capsys, "recheck", decision, "--rules", "vip-service-manager", "--overlay", "vip-yunling", "--lang", "en"
    )
    assert "✗ digest: the document says `sha256:" in said.out
    assert "✗ overlays: " in said.out


def test_a_file_may_hold_many_documents(decision: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = json.loads(decision.read_text(encoding="utf-8"))
    wrong = {**document, "unmet": []}
    lines = [json.dumps(one, ensure_ascii=False) for one in (document, wrong, document)]
    decision.write_text("\n".join(lines) + "\n", encoding="utf-8")
    said = call(capsys, "recheck", decision, "--lang", "en")
    assert (1, 2) == (said.status, said.out.count("document holds\n"))
    assert 1 == said.out.count("does not hold; mismatches: 1")
    decision.write_text(json.dumps([document, document]), encoding="utf-8")
    assert 0 == call(capsys, "recheck", decision).status
    decision.write_text(f"{lines[0]}\n{{bad\n{lines[0]}\n", encoding="utf-8")
    said = call(capsys, "recheck", decision)
    assert (2, True) == (said.status, "d.json:2:1:2: " in said.err)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "DECISION: missing"),
        (("none.json",), "there is no file `none.json`"),
        (("d.json", "none.yaml"), "there is no file `none.yaml`"),
        (("d.json", "list.yaml"), "FACTS: a list where a record (a mapping) is needed"),
        (("d.json", "--facts-digest", "abc"), "--facts-digest: `abc` is no digest"),
        (("d.json", "--rules", "vip"), "there is no bundled rule set `vip`"),
        (("list.yaml",), "document: 1 where a mapping is needed"),
        (("empty.json",), "empty.json"),
    ],
)
def test_what_cannot_be_rechecked_is_refused_in_words(
    decision: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], told: str
) -> None:
    (decision.parent / "list.yaml").write_text("- 1\n", encoding="utf-8")
    (decision.parent / "empty.json").write_text("", encoding="utf-8")
    said = call(capsys, "recheck", *words)
    assert (2, True) == (said.status, told in said.err), said.err
