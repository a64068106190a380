"""The pages, one module each: what is asked, what is looked up, which template shows it."""

from pipeline.explorer.pages import (
    about,
    act,
    acts,
    akims,
    changes,
    claims,
    divergences,
    home,
    power,
    powers,
    reference,
    review,
    score,
)

# In this order an address is tried: `home` takes any /{reader}/{series}, so it is the last.
ROUTERS = tuple(
    page.ROUTER
    for page in (
        about, act, acts, akims, changes, claims, divergences, power, powers, reference, review,
        score, home,
    )
)  # fmt: skip
