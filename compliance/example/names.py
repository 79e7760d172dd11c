"""The words of a fictional city. Every name is plainly invented; officers and schools have codes only."""

from compliance.sentences import Text


def _t(en: str, es: str) -> Text:
    return Text(en=en, es=es)


CITY = "Exampleton"
DEPARTMENT = "department"
MONITOR = "monitor"
SCHOOLS = "schools"
STATE = "state"

BUREAUS: tuple[tuple[str, Text], ...] = (
    ("patrol", _t("Bureau of Patrol", "Oficina de Patrulla")),
    ("training", _t("Bureau of Training", "Oficina de Capacitación")),
    ("detectives", _t("Bureau of Detectives", "Oficina de Detectives")),
    ("accountability", _t("Bureau of Accountability", "Oficina de Rendición de Cuentas")),
    ("community", _t("Bureau of Community Work", "Oficina de Trabajo Comunitario")),
    ("records", _t("Bureau of Records", "Oficina de Registros")),
    ("personnel", _t("Bureau of Personnel", "Oficina de Personal")),
    ("policy", _t("Bureau of Policy", "Oficina de Políticas")),
)
OTHERS: tuple[tuple[str, Text], ...] = (
    (DEPARTMENT, _t("Exampleton Police Department", "Departamento de Policía de Exampleton")),
    ("city", _t("City of Exampleton", "Ciudad de Exampleton")),
    (STATE, _t("the fictional state around Exampleton", "el estado ficticio que rodea Exampleton")),
    (SCHOOLS, _t("Exampleton Schools", "Escuelas de Exampleton")),
    (MONITOR, _t("the fictional monitor", "el supervisor ficticio")),
    ("court", _t("the fictional court", "el tribunal ficticio")),
    ("inspector", _t("Exampleton Inspector General", "Inspector General de Exampleton")),
    ("council", _t("Exampleton Residents' Council", "Consejo de Residentes de Exampleton")),
)

MATTERS: tuple[Text, ...] = (
    _t("reporting the use of force", "el informe del uso de la fuerza"),
    _t("foot pursuits", "las persecuciones a pie"),
    _t("search warrants", "las órdenes de registro"),
    _t("crisis intervention", "la intervención en crisis"),
    _t("language access", "el acceso en varios idiomas"),
    _t("body-worn cameras", "las cámaras corporales"),
    _t("traffic stops", "los controles de tránsito"),
    _t("work with young people", "el trabajo con jóvenes"),
    _t("hate crime response", "la respuesta a delitos de odio"),
    _t("officer wellness", "el bienestar de los policías"),
    _t("recruitment", "el reclutamiento"),
    _t("promotions", "los ascensos"),
    _t("field training", "la capacitación en el campo"),
    _t("vehicle pursuits", "las persecuciones en vehículo"),
    _t("handling of evidence", "el manejo de pruebas"),
    _t("intake of complaints", "la recepción de quejas"),
    _t("mediation", "la mediación"),
    _t("the discipline table", "la tabla disciplinaria"),
    _t("public data", "los datos públicos"),
    _t("officers in schools", "los policías en las escuelas"),
    _t("impartial policing", "la labor policial imparcial"),
    _t("processing of arrests", "el procesamiento de arrestos"),
    _t("medical aid", "la ayuda médica"),
    _t("interviews of witnesses", "las entrevistas de testigos"),
    _t("supervision of probation", "la supervisión del periodo de prueba"),
    _t("missing persons", "las personas desaparecidas"),
    _t("domestic violence", "la violencia doméstica"),
    _t("crowd events", "los eventos multitudinarios"),
    _t("early warning", "la alerta temprana"),
    _t("staffing", "la dotación de personal"),
    _t("equipment checks", "las revisiones de equipo"),
    _t("custody and transport", "la custodia y el traslado"),
)
"""What obligations are about; with a bureau, and an area where there are more, each names one subject."""

GROUPS: tuple[tuple[str, Text], ...] = (
    ("students", _t("students", "estudiantes")),
    ("parents", _t("parents", "madres y padres")),
    ("school-staff", _t("school staff", "personal escolar")),
    ("faith-groups", _t("faith groups", "grupos religiosos")),
    ("tenants", _t("tenants", "inquilinos")),
    ("immigrants", _t("immigrants", "inmigrantes")),
    ("elders", _t("elders", "personas mayores")),
    ("officers", _t("officers", "policías")),
)
TOPICS: tuple[tuple[str, Text], ...] = (
    ("purpose", _t("purpose", "propósito")),
    ("duties", _t("duties", "deberes")),
    ("limits", _t("limits", "límites")),
    ("reporting", _t("reporting", "informes")),
    ("supervision", _t("supervision", "supervisión")),
    ("records-kept", _t("records that are kept", "registros que se llevan")),
    ("complaints", _t("complaints", "quejas")),
    ("review", _t("review", "revisión")),
)
ITEMS: tuple[tuple[str, Text], ...] = (
    ("other-cities", _t("practices of other cities", "prácticas de otras ciudades")),
    ("research", _t("research that was read", "investigación consultada")),
    ("cost", _t("cost", "costo")),
    ("comments", _t("comments received", "comentarios recibidos")),
)
COLUMNS: tuple[tuple[str, Text], ...] = (
    ("date-of-event", _t("date of the event", "fecha del suceso")),
    ("place", _t("place", "lugar")),
    ("age-group", _t("age group", "grupo de edad")),
    ("outcome", _t("outcome", "resultado")),
    ("by-district", _t("district", "distrito")),
    ("by-school", _t("school", "escuela")),
)
COUNTS: tuple[tuple[str, Text], ...] = (
    ("meetings-told", _t("meetings, as told", "reuniones, según se dijo")),
    ("officers-told", _t("officers trained, as told", "policías capacitados, según se dijo")),
    ("complaints-told", _t("complaints received, as told", "quejas recibidas, según se dijo")),
)
TERMS = (*GROUPS, *TOPICS, *ITEMS, *COLUMNS, *COUNTS)

REVIEWERS = tuple(f"monitor-{n:02}" for n in range(1, 9))
"""The keys of the monitor's team."""
HOST = "administrator-01"


_NAMES = dict((*BUREAUS, *OTHERS))


def name_of(body: str) -> Text:
    """The name of a body by its key."""
    return _NAMES[body]


def speaker(body: str) -> str:
    """Who says something for a body, plainly as fiction."""
    name = name_of(body).en.removeprefix("the fictional ")
    return f"Fictional {name}" if CITY in name else f"Fictional {name} of {CITY}"
