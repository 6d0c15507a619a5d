"""The two scales of the risk matrix, and the shape of all risk data."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator

Level = Literal[1, 2, 3]
Paragraph = Annotated[str, StringConstraints(pattern=r"^SM-\d+\.\d+$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class Shape(BaseModel):
    """Data that may hold nothing unknown and does not change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class ScaleLevel(Shape):
    """One level of a scale. `also` are other words for it."""

    level: Level
    name: Text
    label: Text
    also: tuple[Text, ...] = ()


class Scale(Shape):
    """Impact or likelihood: three levels from 1 to 3."""

    paragraph: Paragraph
    levels: tuple[ScaleLevel, ScaleLevel, ScaleLevel]

    @model_validator(mode="after")
    def _levels_are_1_2_3(self) -> Self:
        if [each.level for each in self.levels] != [1, 2, 3]:
            raise ValueError("the levels are 1, 2 and 3, in that order")
        return self

    def level_of(self, said: object) -> Level:
        """The level a number or a word means. Raises ValueError, naming the words there are, for anything else."""
        word = str(said).strip().casefold().replace(" ", "_")
        for each in self.levels:
            label = f"{each.level}_-_{each.label}".casefold().replace(" ", "_")
            if word in (str(each.level), each.name, label, *each.also):
                return each.level
        raise ValueError(f"{said!r} is not on the scale. Say {', '.join(each.label.lower() for each in self.levels)}.")

    def label(self, level: Level) -> str:
        """How the matrix writes the level: '3 - Critical'."""
        return f"{level} - {self.levels[level - 1].label}"

    def name(self, level: Level) -> str:
        """The name of the level in the data."""
        return self.levels[level - 1].name
