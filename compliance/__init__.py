"""The domain of Pilcrow: obligations, evidence, rules, timelines and the record. No web here."""
