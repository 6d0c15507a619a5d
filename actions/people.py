"""The people a complaint may be for, as a part of a pattern."""

from __future__ import annotations

PEOPLE = (
    r"(?:late )?(?:(?:mother|father|brother|sister|son|daughter|mum|dad)[- ]in[- ]law|"
    r"step[- ]?(?:son|daughter|mum|dad|mother|father)|great[- ](?:aunt|uncle|gran|nan|grandma|grandad)|"
    r"grandson|granddaughter|grandchild|cousin|girlfriend|boyfriend|"
    r"mum|mam|mom|mother|dad|father|wife|husband|partner|son|daughter|brother|sister|gran|nan|grandma|grandad|"
    r"grandmother|grandfather|uncle|aunt|auntie|niece|nephew|friend|client|neighbour|baby|child|little boy|little girl)"
)
