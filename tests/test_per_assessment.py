"""What is worked out about an assessment is worked out once, and keeps no assessment alive."""

import gc
import threading
import time
import weakref

from compliance.assessment import Assessment, assess
from compliance.per_assessment import per_assessment
from tests.small import a_catalogue, criterion, d


def an_assessment() -> Assessment:
    return assess(a_catalogue(criterion("policy_in_force", subject="topic")), [], d("2021-01-01"))


def test_the_same_question_about_the_same_assessment_is_worked_out_once() -> None:
    asked: list[str] = []

    @per_assessment(most=4)
    def told(assessment: Assessment, which: str, *, loud: bool = False) -> str:
        asked.append(which)
        return which.upper() if loud else which

    one, other = an_assessment(), an_assessment()
    assert (told(one, "a"), told(one, "a"), told(one, "a", loud=True)) == ("a", "a", "A")
    assert asked == ["a", "a"]
    assert (told(other, "a"), told(one, "b")) == ("a", "b")
    assert asked == ["a", "a", "a", "b"], "another assessment is another question, though it says the same"


def test_two_readers_who_ask_at_once_do_not_both_work_it_out() -> None:
    asked: list[int] = []

    @per_assessment(most=4)
    def slow(assessment: Assessment) -> int:
        asked.append(1)
        time.sleep(0.05)
        return len(assessment.obligations)

    one, answers = an_assessment(), list[int]()
    asking = [threading.Thread(target=lambda: answers.append(slow(one))) for _ in range(8)]
    for thread in asking:
        thread.start()
    for thread in asking:
        thread.join()
    assert (asked, answers) == ([1], [1] * 8)


def test_an_assessment_that_nobody_else_keeps_is_freed_and_not_mistaken_for_a_later_one() -> None:
    @per_assessment(most=4)
    def place(assessment: Assessment) -> int:
        return id(assessment)

    one = an_assessment()
    place(one)
    kept = weakref.ref(one)
    del one
    gc.collect()
    assert kept() is None
    for _ in range(20):
        later = an_assessment()
        assert place(later) == id(later)
