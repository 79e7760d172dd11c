"""A second, simple reading of the design: each day anew from the evidence, by plain sums over lists, without a sweep."""
