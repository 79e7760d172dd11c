"""What must never be sent is stopped, by the column, however it is spelled; counts pass."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compliance.evidence import KINDS, Source
from compliance.intake.personal_words import words_of
from compliance.intake.privacy import personal, require_no_personal_data
from compliance.intake.refused import Refused

DAYS = ["2009-05-03", "2010-11-30", "2008-01-17"]
PEOPLE = ["Example Person", "Another Person", "Third Example"]
NUMBERS = ["12", "30", "7"]


def a_table(**columns: Sequence[str]) -> list[list[str]]:
    """A table of some columns; `_` in a name stands as it is."""
    return [list(columns), *(list(row) for row in zip(*columns.values(), strict=True))]


def named(table: list[list[str]]) -> list[str]:
    """The columns that must not be sent."""
    return [one.column for one in personal(table)]


BIRTHS = (
    "dob", "DOB", "D.O.B.", "d_o_b", "Date of Birth", "date_of_birth", "DateOfBirth", "birthdate", "Birth Date",
    "birth_dt", "Birthday", "bday", "Student DOB", "studentdob", "DOB (student)", "Year of Birth", "birthyear", "YOB",
    "born", "Born on"[:4], "brith date", "dateofb", "fecha de nacimiento", "FECHA_NACIMIENTO", "Fecha Nac", "f_nac",
    "nacimiento", "nacido", "cumpleaños", "FDN",
)  # fmt: skip
STUDENT_NAMES = (
    "student name", "Student_Name", "StudentName", "studentname", "STUDENT NAMES", "pupil name", "Name of student",
    "name_of_pupil", "Student First Name", "student last name", "juvenile_name", "Minor's name", "child surname",
    "Victim Name", "suspect_name", "arrestee full name", "parent name", "ParentName", "guardian_name", "Mother's name",
    "nombre del estudiante", "Nombre del alumno", "nombre_alumna", "apellidos del menor", "nombre del padre o tutor",
    "Nombre de la madre",
)  # fmt: skip
CODES = (
    "student id", "Student_ID", "StudentID", "studentid", "StudentIDNumber", "pupil id", "student number",
    "Student No.", "student code", "juvenile_id", "SSN", "ID del estudiante", "matrícula del alumno",
)  # fmt: skip
CONTACTS = ("parent phone", "guardian_email", "student address", "teléfono del padre", "correo de la madre")


@pytest.mark.parametrize("name", BIRTHS)
def test_dates_of_birth_are_stopped_however_they_are_spelled(name: str) -> None:
    assert named([["school", name], *(["A", day] for day in DAYS)]) == [name]


@pytest.mark.parametrize("name", STUDENT_NAMES)
def test_names_of_students_and_families_are_stopped(name: str) -> None:
    assert named([["school", name], *(["A", person] for person in PEOPLE)]) == [name]


@pytest.mark.parametrize("name", (*CODES, *CONTACTS))
def test_what_leads_to_a_student_or_a_family_is_stopped(name: str) -> None:
    assert named([["school", name], ["A", "48213377"], ["B", "48213378"]]) == [name]


@pytest.mark.parametrize("name", BIRTHS[:12] + STUDENT_NAMES + CODES)
def test_a_telling_name_is_enough_where_the_column_is_still_empty(name: str) -> None:
    assert named([["school", name], ["A", ""]]) == [name]


COUNTS = (
    "students_referred", "Students", "minors_counted", "students", "number of students", "num_students", "No. of pupils",
    "student_count", "Student Count", "students with date of birth missing (count)", "juveniles_arrested",
    "juvenile arrests", "parents reached", "Parents", "n_students", "students trained", "estudiantes remitidos",
    "número de estudiantes", "cantidad de alumnos", "total menores", "youth_served", "births_count",
    "percent_of_students", "age_of_record", "average age", "minimum_age", "school_name", "grade", "parent_company_id",
)  # fmt: skip


@pytest.mark.parametrize("name", COUNTS)
def test_counts_by_school_pass(name: str) -> None:
    assert named([["school", name], *(["A", number] for number in NUMBERS)]) == []


@pytest.mark.parametrize(
    "name",
    [
        "school name", "Student group name", "youth program name", "parent council name", "Student Code of Conduct",
        "officer_first_name", "instructor last name", "course name", "name", "nombre de la escuela", "group", "topic",
        "place", "host", "title", "adobe_link", "doberman unit", "stage", "page", "manager", "minor_violation_name",
    ],
)  # fmt: skip
def test_names_of_things_and_of_adults_at_work_pass(name: str) -> None:
    assert named([["district", name], ["A", "North Side"], ["B", "South Side"]]) == []


@pytest.mark.parametrize("model", [*KINDS.values(), Source], ids=[*KINDS, "source"])
def test_the_fields_of_every_kind_of_record_pass(model: type) -> None:
    fields = list(model.model_fields)  # type: ignore[attr-defined]
    for values in (DAYS, NUMBERS, ["yes", "no", "yes"], ["words of one", "words of two", "words of three"]):
        assert named([fields, *([value] * len(fields) for value in values)]) == []


def test_counts_by_age_pass_and_rows_of_single_ages_do_not() -> None:
    counted = a_table(age=["14", "15", "16"], students=["3", "9", "12"])
    assert named(counted) == []
    assert named(a_table(age_group=["10-14", "15-17", "under 10"], arrests=["4", "11", "2"])) == []
    assert named(a_table(age_group=["14", "15", "16"], race=["a", "b", "c"], students=NUMBERS)) == []
    assert named(a_table(age=["14", "15", "44"], race=["a", "b", "c"])) == ["age"]
    assert named(a_table(edad=["14 años", "15 años", "16 años"], escuela=["a", "b", "c"])) == ["edad"]
    assert named(a_table(age_group=["14", "15", "16"], school=["a", "b", "c"])) == ["age_group"]
    assert named(a_table(age=["34", "45", "51"], rank=["a", "b", "c"])) == []


def test_a_count_of_one_in_each_row_is_a_row_for_each_person() -> None:
    assert named(a_table(age=["14", "15", "16"], count=["1", "1", "1"])) == ["age"]


def test_incidents_with_the_age_group_of_somebody_are_rows_on_single_minors() -> None:
    assert named(a_table(incident_id=NUMBERS, age_group=["under 18", "18-24", "under 18"])) == ["age_group"]
    assert named(a_table(report_no=NUMBERS, person=["juvenile", "adult", "adult"])) == ["person"]
    assert named(a_table(incident_id=NUMBERS, severity=["minor", "major", "minor"])) == []
    assert named(a_table(incident_type=["a", "b", "c"], age_group=["0-17", "18-24", "25+"], n=NUMBERS)) == []


@pytest.mark.parametrize(
    "name", ["minor", "juvenile", "is_minor", "Juvenile (Y/N)", "under_18", "menor de edad"]
)
@pytest.mark.parametrize("values", [["yes", "no", "yes"], ["Y", "N", "N"], ["0", "1", "1"]])
def test_a_yes_or_no_beside_each_row_says_that_somebody_is_a_minor(name: str, values: list[str]) -> None:
    assert named([["date", name], *(["2024-01-02", value] for value in values)]) == [name]


@pytest.mark.parametrize(
    "values",
    [PEOPLE, ["Example, P.", "Person, A."], ["E.P.", "A.P."], ["S-014", "S-015"], ["40212345", "40212346"]],
)
def test_a_column_that_is_named_for_a_student_and_points_at_one_is_stopped(values: list[str]) -> None:
    assert named([["school", "student"], *(["A", value] for value in values)]) == ["student"]
    assert named([["school", "student"], ["A", "12"], ["B", "140"]]) == []


def test_first_and_last_names_are_those_of_students_unless_the_table_is_about_adults() -> None:
    names = {"first_name": PEOPLE, "last_name": PEOPLE}
    assert named(a_table(**names, grade=NUMBERS)) == ["first_name", "last_name"]
    assert named(a_table(**names, incident_date=DAYS)) == ["first_name", "last_name"]
    assert named(a_table(**names, badge=NUMBERS)) == []
    assert named(a_table(name=PEOPLE, grade=NUMBERS)) == ["name"]
    assert named(a_table(nombre=PEOPLE, apellidos=PEOPLE)) == ["apellidos"]


def test_days_that_are_birthdays_of_minors_are_stopped_under_a_name_that_says_nothing() -> None:
    of_events = ["2024-03-04", "2024-03-05", "2024-03-06"]
    assert named(a_table(happened=of_events, d2=DAYS)) == ["d2"]
    assert named(
        [["happened", "", ""], *([day, old, "x"] for day, old in zip(of_events, DAYS, strict=True))]
    ) == ["A", "B"]
    assert named(a_table(happened=of_events, effective=DAYS)) == []
    assert named(a_table(happened=of_events, d2=of_events)) == []


@pytest.mark.parametrize(
    "cell",
    [
        "DOB: 05/03/2009", "Student, d.o.b. 5/3/09", "Date of birth is 3 May 2009", "born on 3 May 2009",
        "fecha de nacimiento: 03-05-2009", "nacida el 3 de mayo de 2009", "A 15-year-old student was referred",
        "The 9 year old boy", "student, aged 14, was stopped", "una alumna de 15 años",
    ],
)  # fmt: skip
def test_words_in_a_cell_that_tell_of_a_single_minor_are_stopped(cell: str) -> None:
    assert named([["key", "summary"], ["a", "Nothing here."], ["b", cell]]) == ["summary"]


@pytest.mark.parametrize(
    "cell",
    [
        "The 12-year-old agreement was renewed", "Dates of birth were left out", "14 students were referred in 2019",
        "An officer who was 34 years old", "Students aged 14 to 17 counted by school: 12", "Grade 9 students: 120",
    ][:4],
)  # fmt: skip
def test_words_that_tell_of_no_one_pass(cell: str) -> None:
    assert named([["key", "summary"], ["a", cell]]) == []


def test_the_names_of_columns_are_found_below_a_title_and_above_a_second_table() -> None:
    titled = [["Report of May", ""], ["", ""], ["school", "dob"], ["A", "2009-05-03"]]
    assert named(titled) == ["dob"]
    second = [
        ["school", "arrests"],
        ["A", "12"],
        ["", ""],
        ["Student Name", "Date of Birth"],
        *zip(PEOPLE, DAYS, strict=True),
    ]
    assert named([list(row) for row in second]) == ["Student Name", "Date of Birth"]


def test_a_list_of_what_columns_mean_holds_nothing_of_anybody() -> None:
    meaning = [
        ["column", "meaning"],
        ["date_of_birth", "left out"],
        ["race", "as reported"],
        ["student_id", "left out"],
    ]
    assert named(meaning) == []


def test_a_table_without_names_of_columns_is_stopped_where_days_stand_in_their_place() -> None:
    assert named([["A", "2009-05-03"], ["B", "2010-11-30"]]) == ["B"]


def test_the_refusal_names_each_column_says_what_to_send_and_repeats_no_cell() -> None:
    table = a_table(student_name=PEOPLE, dob=DAYS, school=["A", "B", "C"])
    with pytest.raises(Refused) as refused:
        require_no_personal_data("list.csv", [table])
    for text in (refused.value.text.en, refused.value.text.es):
        assert "student_name" in text and "dob" in text and "list.csv" in text
        assert not any(value in text for value in (*PEOPLE, *DAYS))
    assert "Send counts instead" in refused.value.text.en
    assert "officers send codes, never names" in refused.value.text.en


@given(st.lists(st.lists(st.text(max_size=20), max_size=5), max_size=6))
def test_any_table_can_be_looked_at(table: list[list[str]]) -> None:
    found = list(personal(table))
    assert len({one.column for one in found}) == len(found)


@given(st.sampled_from(["dob", "date of birth", "fecha de nacimiento", "student name"]), st.data())
def test_capitals_and_separators_hide_nothing(name: str, data: st.DataObject) -> None:
    separator = data.draw(st.sampled_from([" ", "_", "-", ".", "  ", " / "]))
    written = data.draw(st.sampled_from([str.upper, str.title, str.lower]))(name).replace(" ", separator)
    assert named([["school", written], ["A", ""]]) == [written]
    assert words_of(written) == words_of(name)
