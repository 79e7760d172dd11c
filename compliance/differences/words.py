"""The headings and short sentences around what differs, on pages and on paper alike."""

from compliance.sentences import say

EVERY_DIFFERENCE = say(
    "Every difference between sources on one thing is listed here. A check reads “sources differ” only where its outcome "
    "hangs on which of them is right.",
    "Aquí aparece toda diferencia entre fuentes sobre una misma cosa. Una comprobación dice «las fuentes difieren» solo si su "
    "resultado depende de cuál sea la correcta.",
)
THINGS = say("Records of one thing that differ", "Registros de una misma cosa que difieren")
NO_THINGS = say(
    "No records of one thing differ on this day.", "Ningún registro de una misma cosa difiere en este día."
)
SEVERAL = say("Counted by several sources", "Contado por varias fuentes")
NO_SEVERAL = say("Nothing is counted by two sources on this day.", "Nada lo cuentan dos fuentes en este día.")
BESIDE = say(
    "Counts beside the records that this record holds", "Conteos junto a los registros que aquí constan"
)
ALONE = say("Counted by one source only", "Contado por una sola fuente")
CLAIMS_PROVE_NOTHING = say(
    "Claims about numbers, set side by side. A claim proves nothing here: only records of single events count. Sources can "
    "differ only on the same thing.",
    "Afirmaciones sobre números, lado a lado. Aquí una afirmación no cuenta como prueba: solo cuentan los registros de "
    "hechos. Las fuentes solo pueden diferir sobre lo mismo.",
)
