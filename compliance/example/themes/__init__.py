"""The themes of a fictional city: each says what its topics are checked by and what happens to them."""

from compliance.example.facts import Theme
from compliance.example.themes import contracts, engagement, judged, people, policies, reporting, schools

THEMES: dict[str, Theme] = {
    "policies": policies.THEME,
    "engagement": engagement.THEME,
    "reporting": reporting.THEME,
    "people": people.THEME,
    "contracts": contracts.THEME,
    "schools": schools.THEME,
    "judged": judged.THEME,
}
"""Every theme by its name."""
