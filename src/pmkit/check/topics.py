"""The topics of rules: what each is called, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass

from pmkit.model.diagnostic import Phrase


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic's name, and in a sentence or two what its rules look after."""

    title: Phrase
    purpose: Phrase


TOPICS = {
    "SYN": Topic(
        Phrase("Syntax"),
        Phrase(
            "What cannot be read, or would be read as something else than was meant. These rules"
            " cannot be switched off: what was not read cannot be judged."
        ),
    ),
    "IDS": Topic(
        Phrase("Ids"),
        Phrase(
            "Every item has one id, and every id means one item, now and in old mails. These rules"
            " cannot be switched off."
        ),
    ),
    "LNK": Topic(
        Phrase("Links"),
        Phrase("Links lead to an item of the right kind that is still wanted, and in no circle."),
    ),
    "TRC": Topic(
        Phrase("Traceability"),
        Phrase(
            "Every wish leads to work, all work comes from a wish, and no promise, question or test"
            " is left lying."
        ),
    ),
    "PRI": Topic(
        Phrase("Priorities"),
        Phrase(
            "The inputs of ranking methods are complete, on their scales and without"
            " contradictions, so that the order of work can be trusted."
        ),
    ),
    "STO": Topic(
        Phrase("User stories"),
        Phrase(
            "Stories say who wants what and why, in a size that fits an iteration, by INVEST and"
            " the Quality User Story framework."
        ),
    ),
    "REQ": Topic(
        Phrase("Requirements"),
        Phrase(
            "Each requirement says one thing that can be verified, in the forms of ISO/IEC/IEEE"
            " 29148, INCOSE and EARS."
        ),
    ),
    "GOA": Topic(
        Phrase("Goals"),
        Phrase(
            "Goals are SMART: a figure with its unit, where it stands today, what it is to become,"
            " by when, and who answers for it."
        ),
    ),
    "TXT": Topic(
        Phrase("Wording"),
        Phrase(
            "Words that two readers understand differently: vague, subjective, open-ended and"
            " absolute ones, in English and in Chinese."
        ),
    ),
    "NFR": Topic(
        Phrase("Qualities"),
        Phrase(
            "Non-functional requirements name a quality, and measure it with a limit, a unit and"
            " the load under which it holds."
        ),
    ),
    "SCH": Topic(
        Phrase("Schedule"),
        Phrase(
            "Written dates, estimates, people and progress agree with each other; nothing is"
            " scheduled for these rules."
        ),
    ),
    "RSK": Topic(
        Phrase("Risks"),
        Phrase(
            "High risks have a plan, an owner and a date, and all of them are looked at again from"
            " time to time."
        ),
    ),
    "CHG": Topic(
        Phrase("Changes"),
        Phrase(
            "What was agreed changes in order: assessed, decided by somebody, carried out,"
            " verified."
        ),
    ),
    "DEC": Topic(
        Phrase("Decisions"),
        Phrase("Decisions say what was chosen, from what, by whom, and whether it still holds."),
    ),
    "DOC": Topic(
        Phrase("Documents"),
        Phrase(
            "The documents of pmkit.yaml can be written, each to a file of its own, and their"
            " control data is in order."
        ),
    ),
    "FMT": Topic(
        Phrase("Format"),
        Phrase("What `pmkit fmt` would write in another way, so that changes are easy to read."),
    ),
    "SUP": Topic(
        Phrase("Suppressions"),
        Phrase(
            "Comments and settings that silence findings still silence one, and name rules that"
            " there are."
        ),
    ),
}
