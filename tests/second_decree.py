"""A second decree, invented: its own ladder, its own numbers, its own way to cite, and one paragraph that was amended.

Nothing in the program is about it, so whatever runs over it serves any decree.
"""

from pathlib import Path
from typing import Any

from tests.small import catalogue_content, criterion, record_content, t, write_folder

LADDER = ("primary", "secondary", "operational")
NUMBERS = ("24.10", "24.2", "12(a)(iii)", "12(a)(iv)", "Task 10", "Task 5")
"""As the catalogue has them: not in order."""

IN_ORDER = ("§12(a)(iii)", "§12(a)(iv)", "§24.2", "§24.10", "Task 5", "Task 10")
"""As a reader cites them, in the order in which they are looked up."""

DETERMINATIONS = "paragraph,body,report,level,level_words,reported_by,source\n" + "".join(
    f"{number},police,Report A,{level},{level.title()},the body itself,paper\n"
    for number, level in (*zip(NUMBERS[1:4], LADDER, strict=True), ("Task 10", "primary"))
)
TOTALS = "report,base,primary,secondary,operational,none,source\nReport A,60,31,17,11,1,paper\n"


def catalogue() -> dict[str, Any]:
    """Its catalogue, as a file would hold it."""
    content = catalogue_content(
        criterion("policy_in_force", level="primary"),
        criterion(
            "meetings_held",
            key="met",
            at_least="2",
            first="2019-03-01",
            last="2019-12-31",
            level="operational",
        ),
        paragraphs=["24.2", "Task 5"],
    )
    return content | {
        "key": "fictional-harbour",
        "name": t("Fictional Harbour"),
        "fictional": "yes",
        "cite": "§{number}",
        "levels": [
            {"key": key, "name": t(key.title()), "means": t(f"The {key} rung."), "source": "paper"}
            for key in LADDER
        ],
        "paragraphs": [paragraph(number) for number in NUMBERS],
        "periods": [{"key": "Report A", "first": "2019-03-01", "last": "2019-08-31", "source": "paper"}],
        "obligations": [
            *content["obligations"],
            content["obligations"][0]
            | {
                "key": "bare",
                "title": t("A duty that nothing checks"),
                "paragraphs": ["12(a)(iii)"],
                "about": ["contract"],
                "criteria": [],
                "needed": t("A check."),
            },
        ],
    }


def paragraph(number: str) -> dict[str, Any]:
    """A paragraph; the one that was amended has two wordings."""
    one = {"about": t(f"An invented paragraph, {number}."), "source": "paper"}
    if number != "24.2":
        return {"number": number, **one}
    return {
        "number": number,
        "wordings": [
            {"words": "shall meet twice", **one},
            {"from": "2019-09-01", "words": "shall meet four times", "changed_by": "amendment", **one},
        ],
    }


def second_decree(path: Path) -> Path:
    """Its data folder."""
    amendment = {"type": "court order", "effect": "none", "by": "A court", "subject": ["topic"]}
    write_folder(
        path,
        catalogue=catalogue(),
        meeting=[record_content(key, happened=day, state="held") for key, day in (("may", "2019-05-01"), ("june", "2019-06-01"))],
        policy=[record_content("rules", number="N-1", title="Rules", effective="2019-04-01")],
        instrument=[record_content("amendment", happened="2019-09-01", **amendment)],
    )  # fmt: skip
    (path / "determinations.csv").write_text(DETERMINATIONS, encoding="utf-8")
    (path / "totals.csv").write_text(TOTALS, encoding="utf-8")
    return path
