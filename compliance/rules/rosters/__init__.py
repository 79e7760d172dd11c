"""Each of a roster: trained, evaluated, screened, supervised, voted for."""
