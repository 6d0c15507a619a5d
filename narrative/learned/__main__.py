"""`python -m narrative.learned`: fits the model if the examples changed, and prints where it stands."""

from narrative.learned.store import fit_if_due

for path in fit_if_due():
    print(path)
