"""The towns where events are held, under the names that English and German give them."""

from __future__ import annotations

from typing import Final

_TOWNS = """
addis abeba = addis ababa; athen = athens; belgrad = belgrade; bletchley = bletchley park; bruessel = brussels
brussel = brussels; bukarest = bucharest; delhi = new delhi; den haag = the hague; evian = evian-les-bains; genf = geneva
hague = the hague; hannover = hanover; kairo = cairo; kapstadt = cape town; kattowitz = katowice; kiev = kyiv; kiew = kyiv
kopenhagen = copenhagen; lillestroem = lillestrom; lissabon = lisbon; mailand = milan; mexiko-stadt = mexico city
moskau = moscow; munchen = munich; neu-delhi = new delhi; nizza = nice; oslo region = lillestrom; peking = beijing
prag = prague; riad = riyadh; rio = rio de janeiro; rom = rome; sevilla = seville; singapur = singapore
straßburg = strasbourg; strassburg = strasbourg; tiflis = tbilisi; turin = torino; venedig = venice; warschau = warsaw
washington dc = washington; washington, d.c. = washington; wien = vienna
"""
# German or short name → the name by which lists of events know the town, both without accents and in lower case
EXONYMS: Final = {
    short: town
    for short, _, town in (row.strip().partition(" = ") for row in _TOWNS.replace(";", "\n").split("\n") if row)
}


def known(place: str) -> str:
    """Return the name by which lists of events know a town; `place` is folded."""
    return EXONYMS.get(place, place)
