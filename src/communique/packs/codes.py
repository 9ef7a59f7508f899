"""Codes of parties: ISO 3166-1 alpha-3, and the few that the standard leaves out."""

from __future__ import annotations

STATES = frozenset(
    """
    AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI
    CPV KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST
    SWZ ETH FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI VAT HND HUN ISL IND IDN IRN IRQ IRL ISR ITA
    JAM JPN JOR KAZ KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS
    MEX FSM MDA MCO MNG MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PSE PAN PNG PRY PER PHL
    POL PRT QAT ROU RUS RWA KNA LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR
    SWE CHE SYR TWN TJK TZA THA TLS TGO TON TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE
    COK NIU XKX
    """.split()  # noqa: SIM905 -- 200 quoted strings would hide a missing code
)
"""States and territories that speak or are spoken of as parties; XKX is the user-assigned code for Kosovo."""

BODIES = frozenset({"EU", "NATO", "G7", "QUAD", "AUKUS"})
"""Bodies that have a code of their own; all others go by their names."""


def is_code(text: str) -> bool:
    """Tell whether `text` is the code of a state or of one of the coded bodies."""
    return text in STATES or text in BODIES
