"""The words, English and Spanish, by which the name of a column tells that single people stand in it."""

import re
import unicodedata


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


MINORS = _set(
    "student students pupil pupils child children kid kids minor minors juvenile juveniles youth youths teen teens "
    "teenager teenagers learner learners boy boys girl girls underage stu stud stdnt "
    "alumno alumna alumnos alumnas estudiante estudiantes nino nina ninos ninas menor menores joven jovenes adolescente "
    "adolescentes hijo hija hijos hijas"
)
SINGLE = _set(
    "student pupil child kid minor juvenile youth teen teenager learner boy girl underage "
    "alumno alumna estudiante nino nina menor joven adolescente hijo hija"
)
"""Those that say one person, so that a yes or no beside each row is about somebody."""

FAMILY = _set(
    "guardian guardians parent parents mother mothers father fathers mom dad caregiver caregivers "
    "madre madres padre padres tutor tutora tutores acudiente apoderado"
)
INVOLVED = _set(
    "victim victims suspect suspects arrestee arrestees offender offenders detainee detainees "
    "victima victimas sospechoso sospechosa detenido detenida arrestado arrestada"
)
ADULTS = _set(
    "officer officers staff trainer trainers instructor instructors supervisor supervisors presenter facilitator author "
    "reviewer commander sergeant lieutenant principal monitor sro badge rank star employee teacher "
    "oficial oficiales policia policias agente agentes sargento director directora empleado maestro maestra"
)
NAME = _set(
    "name names nm fullname firstname lastname surname surnames forename fname lname nickname alias initials nombre nombres "
    "apellido apellidos apodo iniciales"
)
PART_OF_A_NAME = _set(
    "fullname firstname lastname surname surnames forename fname lname nickname initials nombres apellido apellidos apodo "
    "iniciales"
)
BEFORE_NAME = _set("first last middle full given family maiden legal preferred completo")
NUMBER = _set("no nr num number nbr numero")
IDENTIFIER = NUMBER | _set(
    "id ids identifier identification code ssn sis curp matricula folio identificacion expediente codigo"
)
CONTACT = _set(
    "address phone telephone cellphone cell mobile email direccion domicilio telefono correo celular"
)
THINGS = _set(
    "group groups program programs programme organization organisation org council association committee event course "
    "service services agency unit policy form category type kind topic question club company "
    "grupo grupos programa organizacion consejo comite asociacion evento curso servicio politica tipo categoria tema offense violation infraction"
)
"""What has a name, or a code, that is nobody's: a student group, a youth program."""

AGE = _set("age ages edad edades")
SUMMARISED = _set(
    "average avg mean median min max minimum maximum limit required policy promedio minima maxima "
    "record records file data vehicle building"
)
COUNTING = _set(
    "count counts counted total totals sum rate percent pct percentage share average avg mean median n "
    "referred arrested cited enrolled enrollment reached attending attended trained served suspended surveyed involved "
    "arrests referrals incidents citations suspensions contacts "
    "cantidad conteo cuenta contados suma tasa porcentaje promedio remitidos matriculados inscritos atendidos arrestos "
    "remisiones incidentes female male females males women men mujeres hombres"
)
EVENT = _set(
    "incident case event arrest report rd cb record referral citation complaint occurrence incidente caso evento arresto "
    "informe reporte queja"
)
SAYS_NOTHING = _set("column col field value unnamed columna campo valor")
BIRTH = re.compile(r"birth|brith|birht|bday|nacimiento|cumplean")
BIRTH_SHORT = _set("dob yob fdn fnac fecnac bdate birthdt")
PERHAPS_BIRTH = _set("born b bd bdt nac nacido nacida nacio")
"""Said of a column of days, these say birth; of one of numbers they need not."""

PEOPLE = MINORS | FAMILY | INVOLVED
_GLUED_ENDS = NAME | IDENTIFIER | CONTACT | AGE | {"dob"}
_GLUED_STARTS = PEOPLE | BEFORE_NAME
_YES_OR_NO = re.compile(r"\(?\by ?/ ?n\b\)?", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")


def words_of(name: str) -> tuple[str, ...]:
    """The words of a column's name, in small letters without accents, however it is written.

    >>> words_of("StudentName"), words_of("D.O.B."), words_of("fecha_de_nacimiento"), words_of("pupilid")
    (('student', 'name'), ('dob',), ('fecha', 'de', 'nacimiento'), ('pupil', 'id'))
    """
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    found = re.findall(r"[a-z0-9]+", _HUMP.sub(" ", _YES_OR_NO.sub(" ", plain)).casefold())
    if len(found) > 1 and all(len(word) == 1 for word in found):
        found = ["".join(found)]
    return tuple(part for word in found for part in _parted(word))


def _parted(word: str) -> tuple[str, ...]:
    """A word that was written as one, such as `studentname`."""
    for start in _GLUED_STARTS:
        if word.startswith(start) and word[len(start) :] in _GLUED_ENDS:
            return start, word[len(start) :]
    return (word,)
