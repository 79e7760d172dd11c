"""The options that several commands share."""

from pathlib import Path
from typing import Annotated, Literal

import typer

On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day to look at, YYYY-MM-DD; today unless given."),
]
Known = Annotated[
    str | None,
    typer.Option(
        "--known",
        metavar="DAY|NUMBER",
        help="Count only what was known by a day, or up to a record number; now unless given.",
    ),
]
By = Annotated[
    Literal["record", "source"],
    typer.Option("--by", help="What --known cuts by: when this record held it, or when its source was out."),
]
Lang = Annotated[
    Literal["en", "es"],
    typer.Option("--lang", help="The language of the sentences; Spanish is unofficial."),
]
Json = Annotated[bool, typer.Option("--json", help="One JSON document, for programs.")]

Reader = Annotated[
    str | None,
    typer.Option("--as", metavar="PERSON", help="See what this person may see; the public unless given."),
]
Doer = Annotated[str, typer.Option("--as", metavar="PERSON", help="Who does this, by key.")]
DoerOrHost = Annotated[
    str | None,
    typer.Option(
        "--as", metavar="PERSON", help="Who does this, by key; whoever runs the command unless given."
    ),
]

Number = Annotated[int, typer.Argument(metavar="NUMBER", min=1, max=2**31 - 1, help="A record's number.")]
Kind = Annotated[
    str, typer.Argument(metavar="KIND", help="A kind of evidence, or source, response, open-item-event.")
]
Page = Annotated[Path, typer.Argument(metavar="FILE", help="A YAML file with the fields of the record.")]
Because = Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; it is recorded too.")]
BecauseOfRedaction = Annotated[
    str,
    typer.Option(
        "--reason", metavar="WORDS", help="Why; shown to whoever sees the row, so name nobody in it."
    ),
]
BecauseOfCorrection = Annotated[
    str | None, typer.Option("--reason", metavar="WORDS", help="Why it is corrected; it is recorded too.")
]
Corrects = Annotated[
    int | None,
    typer.Option(
        "--corrects", metavar="N", min=1, max=2**31 - 1, help="The number of the record it corrects."
    ),
]
Visible = Annotated[
    Literal["public", "parties", "team", "sealed"] | None,
    typer.Option("--visibility", help="Who may see it; what the role files by default unless given."),
]
Attached = Annotated[
    list[Path] | None,
    typer.Option("--file", metavar="PATH", help="A file to attach; may be given several times."),
]
Key = Annotated[
    str | None,
    typer.Option("--key", metavar="KEY", help="A key of your own: the same one twice is one record."),
]
DraftId = Annotated[
    str, typer.Argument(metavar="ID", help="A draft's id, or how it begins; pilcrow drafts lists them.")
]

RoleName = Annotated[
    Literal["organisation", "department", "party", "monitor", "administrator"],
    typer.Argument(metavar="ROLE", help="organisation, department, party, monitor or administrator."),
]
PersonKey = Annotated[str, typer.Argument(metavar="PERSON", help="A person's key.")]
Body = Annotated[
    str | None,
    typer.Option("--body", metavar="BODY", help="The department, party or organisation it is for, by key."),
]
