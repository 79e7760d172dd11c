"""What somebody found when looking at a data set: properties and counts, never a row of it."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator

from compliance.days import Moment
from compliance.evidence.record import Count, Evidence, Key, Words

YesNo = Literal["yes", "no", "unknown"]
"""What a look found; `unknown` where nobody looked, or what was seen does not settle it."""


class Dataset(Evidence):
    """One look at a data set, on the day `happened`; `thing` names the data set where its title may change.

    `columns` are what its columns tell of, by the catalogue's terms, and `without` those that were looked for and are
    not there; of any other nothing is known. `grain` is what one row counts by, such as a school, a district or an
    officer. `last_data_day` is the last day that its rows tell of, `rows` how many there are. `minors_counted`: whether
    people under age are counted. `dictionary`: whether what the columns mean is published, and `matches_dictionary`
    whether the columns are those it describes. `blanks_declared`: whether the publisher says what a blank means, so
    that it is not read as zero. `period_complete`: whether no part of its period is without data.
    `small_cells_suppressed`: whether counts so small that they may point to a person are left out, and `recoverable`
    whether subtracting others from a total brings them back. `address` and `licence` are None where not known.
    """

    kind_text: ClassVar[tuple[str, str]] = ("Look at a data set", "Revisión de un conjunto de datos")
    refers: ClassVar = {"columns": "term", "without": "term", "grain": "term"}

    kind: Literal["dataset"] = "dataset"
    happened: Moment
    title: Words
    address: Annotated[str, Field(pattern=r"^https?://[^\s<>\"]+$", max_length=2000)] | None = None
    columns: tuple[Key, ...] = ()
    without: tuple[Key, ...] = ()
    grain: Key | None = None
    last_data_day: Moment | None = None
    rows: Count | None = None
    minors_counted: YesNo = "unknown"
    dictionary: YesNo = "unknown"
    matches_dictionary: YesNo = "unknown"
    blanks_declared: YesNo = "unknown"
    period_complete: YesNo = "unknown"
    licence: Words | None = None
    small_cells_suppressed: YesNo = "unknown"
    recoverable: YesNo = "unknown"

    @model_validator(mode="after")
    def _can_be_so(self) -> "Dataset":
        if both := sorted(set(self.columns) & set(self.without)):
            raise ValueError(
                f"{', '.join(both)} stands under columns and under without; leave it in one of them"
            )
        if self.last_data_day is not None and self.last_data_day.earliest > self.happened.latest:
            raise ValueError(
                f"last_data_day {self.last_data_day.written()} lies after the look on {self.happened.written()}; "
                "give the last day that its rows tell of"
            )
        if self.rows == 0 and (self.last_data_day is not None or self.minors_counted == "yes"):
            raise ValueError("a data set of 0 rows counts nobody and has no last_data_day; leave them out")
        if self.dictionary != "yes" and self.matches_dictionary == "yes":
            raise ValueError(
                f"matches_dictionary is yes and dictionary is {self.dictionary}; correct one of them"
            )
        if self.small_cells_suppressed == "no" and self.recoverable != "unknown":
            raise ValueError(
                "where no small cells are suppressed none can be recovered; leave recoverable out"
            )
        return self

    @property
    def data_set(self) -> str:
        """Which data set it is: looks on several days are looks at one."""
        return self.thing or self.title

    @property
    def identity(self) -> str:
        """Looks on different days are different things, so that a data set may change and none contradicts the other."""
        return f"{self.kind}:{self.data_set}:{self.happened.written()}"

    def differs_from(self, other: Evidence) -> bool:
        """What one look leaves unknown, the other may know; a column that one saw and the other missed is a difference."""
        if not isinstance(other, Dataset):
            return super().differs_from(other)
        if set(self.columns) & set(other.without) or set(self.without) & set(other.columns):
            return True
        unknown = [
            name
            for name in type(self).model_fields
            if "unknown" in (getattr(self, name), getattr(other, name))
        ]
        blank = dict.fromkeys(unknown)
        return Evidence.differs_from(self.model_copy(update=blank), other.model_copy(update=blank))

    def column(self, term: str) -> YesNo:
        """Whether a column tells of a term."""
        return "yes" if term in self.columns else "no" if term in self.without else "unknown"

    def counted_by(self, grain: str) -> YesNo:
        """Whether its rows count by this grain."""
        return "unknown" if self.grain is None else "yes" if self.grain == grain else "no"

    @property
    def matching_dictionary(self) -> YesNo:
        """Whether there is a dictionary and the columns are those it describes."""
        return "no" if self.dictionary == "no" else self.matches_dictionary

    @property
    def small_cells(self) -> YesNo:
        """Whether small cells are suppressed and stay so when others are subtracted from a total."""
        if self.small_cells_suppressed == "no" or self.recoverable == "yes":
            return "no"
        return "yes" if self.small_cells_suppressed == "yes" and self.recoverable == "no" else "unknown"
