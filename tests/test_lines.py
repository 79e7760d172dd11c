"""Sentences of a timeline's steps: what is said of a first day is not said of all days."""

from compliance.lines import of_first_day
from tests.rules.rosters import a_list
from tests.small import criterion, d, finding, history, record

TRAINED = criterion("each_trained", roster="roster", due="2019-03-01")
TWO = a_list("l", "2020-01-01", "o-1 2020-01-01", "o-2 2020-01-01")
ONE_TRAINED = record("training", "t", happened="2020-01-05", course="A course", officers=["o-1"])


def test_the_sentence_of_a_step_of_many_days_says_whose_day_it_is() -> None:
    said = finding(history(TRAINED, TWO, ONE_TRAINED), "2020-01-05")
    assert of_first_day(said, d("2020-02-01")).en.startswith("On 5 January 2020: Of 2 officers on the roster")
    assert of_first_day(said, d("2020-02-01")).es.startswith(
        "El 5 de enero de 2020: De 2 policías en la lista"
    )
    assert of_first_day(said, d("2020-01-05")) == said.says, "the step has one day alone"


def test_a_sentence_that_holds_on_every_day_needs_no_day() -> None:
    before = finding(history(TRAINED, **{"from": "2019-06-01"}), "2019-03-01")
    assert of_first_day(before, d("2019-05-31")) == before.says


def test_one_has_and_several_have() -> None:
    one = history(TRAINED, TWO, ONE_TRAINED).finding(d("2020-01-05")).says
    assert ", 1 has a training" in one.en and ", 1 tiene una" in one.es
    none = history(TRAINED, TWO, ONE_TRAINED).finding(d("2020-01-04")).says
    assert ", 0 have a training" in none.en and ", 0 tienen una" in none.es
