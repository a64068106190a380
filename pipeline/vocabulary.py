"""The codebook's closed lists, and the autonomy ladder.

Codes are the published ones: they appear in tables, in queries and in annotations, so they
never change their spelling. Labels for people, in Kazakh, Russian and English, live beside this
module in `labels.toml`; the ladder's values live in `pipeline/index/weights.toml`, because a
user may disagree with them.
"""

from __future__ import annotations

import tomllib
from enum import StrEnum
from functools import cache
from pathlib import Path


class Lang(StrEnum):
    """Language of a text, by its ISO 639-3 style code as the publishers use it."""

    RUS = "rus"
    KAZ = "kaz"


class TextState(StrEnum):
    """What a body of text is."""

    IN_FORCE = "in_force"  # the consolidated text as in force from a date
    AS_ENACTED = "as_enacted"  # the act as adopted, never consolidated
    EXCERPT = "excerpt"  # official words, but not all of them
    RESTATED = "restated"  # our own short statement of the provisions


class Status(StrEnum):
    """What a publisher says has become of an act."""

    NEW = "new"  # in force, never changed
    AMENDED = "amended"  # in force, changed
    SUSPENDED = "suspended"
    ENDED = "ended"  # repealed, or lost its force


class Label(StrEnum):
    """Label of a clause, in falling order of precedence."""

    REMOVE = "remove"
    GRANT = "grant"
    CONSTRAIN = "constrain"
    NONE = "none"


class Holder(StrEnum):
    """Who holds a power."""

    PRESIDENT = "president"
    VICE_PRESIDENT = "vice_president"
    FIRST_PRESIDENT = "first_president"
    STATE_SECRETARY = "state_secretary"
    PRESIDENTIAL_ADMINISTRATION = "presidential_administration"
    PARLIAMENT = "parliament"
    SENATE = "senate"
    MAZHILIS = "mazhilis"
    KURULTAI = "kurultai"
    PARLIAMENT_CHAIR = "parliament_chair"
    PEOPLES_COUNCIL = "peoples_council"
    SUPREME_SOVIET = "supreme_soviet"
    GOVERNMENT = "government"
    PRIME_MINISTER = "prime_minister"
    MINISTER = "minister"
    CONSTITUTIONAL_COURT = "constitutional_court"
    SUPREME_COURT = "supreme_court"
    COURT = "court"
    SUPREME_JUDICIAL_COUNCIL = "supreme_judicial_council"
    PROSECUTOR_GENERAL = "prosecutor_general"
    NATIONAL_BANK = "national_bank"
    NATIONAL_SECURITY_COMMITTEE = "national_security_committee"
    SECURITY_COUNCIL = "security_council"
    ELECTION_COMMISSION = "election_commission"
    AUDIT_CHAMBER = "audit_chamber"
    OMBUDSMAN = "ombudsman"
    ASSEMBLY_OF_PEOPLE = "assembly_of_people"
    MASLIKHAT = "maslikhat"
    AKIM = "akim"
    AKIMAT = "akimat"
    LOCAL_SOVIET = "local_soviet"
    LOCAL_SELF_GOVERNMENT = "local_self_government"
    PEOPLE = "people"
    STATE_BODY = "state_body"


class Action(StrEnum):
    """What the holder does: the canonical English action."""

    APPOINT = "appoint"
    DISMISS = "dismiss"
    NOMINATE = "nominate"
    ELECT = "elect"
    FORM = "form"
    ABOLISH = "abolish"
    APPROVE = "approve"
    ISSUE = "issue"
    SIGN = "sign"
    RETURN = "return"
    INITIATE = "initiate"
    ADOPT = "adopt"
    AMEND = "amend"
    ANNUL = "annul"
    SUSPEND = "suspend"
    INSTRUCT = "instruct"
    HEAR = "hear"
    CONVENE = "convene"
    CALL_ELECTION = "call_election"
    CALL_REFERENDUM = "call_referendum"
    DISSOLVE = "dissolve"
    TERMINATE_EARLY = "terminate_early"
    DECLARE = "declare"
    COMMAND = "command"
    NEGOTIATE = "negotiate"
    RATIFY = "ratify"
    ACCREDIT = "accredit"
    AWARD = "award"
    PARDON = "pardon"
    GRANT_CITIZENSHIP = "grant_citizenship"
    REPRESENT = "represent"
    DETERMINE = "determine"
    CHAIR = "chair"
    CONTROL = "control"
    APPEAL_TO_COURT = "appeal_to_court"
    CONSENT = "consent"
    PROPOSE = "propose"
    CONSULT = "consult"
    INTERPRET = "interpret"
    BUDGET = "budget"
    DELEGATE = "delegate"
    SUCCEED = "succeed"
    IMMUNITY = "immunity"
    LIFT_IMMUNITY = "lift_immunity"
    NO_CONFIDENCE = "no_confidence"
    CONFIDENCE = "confidence"
    RESIGN = "resign"
    REJECT = "reject"
    CONSIDER = "consider"
    DISCUSS = "discuss"
    ORGANISE = "organise"
    DECIDE = "decide"
    ADDRESS = "address"
    ACCEPT_OATH = "accept_oath"
    REORGANISE = "reorganise"
    OTHER = "other"


class Domain(StrEnum):
    """The field of state life that a power belongs to."""

    APPOINTMENT = "appointment"
    DISMISSAL = "dismissal"
    GOVERNMENT_FORMATION = "government_formation"
    STATE_STRUCTURE = "state_structure"
    LEGISLATION = "legislation"
    VETO = "veto"
    DECREE = "decree"
    DISSOLUTION = "dissolution"
    ELECTIONS = "elections"
    REFERENDUM = "referendum"
    CONSTITUTIONAL_AMENDMENT = "constitutional_amendment"
    EMERGENCY = "emergency"
    DEFENCE_SECURITY = "defence_security"
    FOREIGN_AFFAIRS = "foreign_affairs"
    JUDICIARY = "judiciary"
    PROSECUTION_OVERSIGHT = "prosecution_oversight"
    BUDGET_FINANCE = "budget_finance"
    POLICY_DIRECTION = "policy_direction"
    OVERSIGHT = "oversight"
    LOCAL_GOVERNMENT = "local_government"
    HONOURS_CLEMENCY = "honours_clemency"
    CITIZENSHIP = "citizenship"
    CONSTITUTIONAL_REVIEW = "constitutional_review"
    PARLIAMENT_INTERNAL = "parliament_internal"
    IMMUNITY_STATUS = "immunity_status"
    SUCCESSION = "succession"
    RESIDUAL = "residual"


class Polarity(StrEnum):
    """Whether a reading gives a power or limits one."""

    GIVES = "+"
    LIMITS = "-"


class ConstraintType(StrEnum):
    """How a power is limited."""

    CONSENT = "consent"
    PROPOSAL = "proposal"
    CONSULTATION = "consultation"
    NOMINEE_LIST = "nominee_list"
    COUNTERSIGNATURE = "countersignature"
    MAJORITY = "majority"
    CONCLUSION = "conclusion"
    TRIGGER = "trigger"
    DEADLINE = "deadline"
    TERM = "term"
    PROHIBITION = "prohibition"
    INCOMPATIBILITY = "incompatibility"
    ELIGIBILITY = "eligibility"
    FREQUENCY = "frequency"
    INITIATIVE_QUOTA = "initiative_quota"
    ACCOUNTABILITY = "accountability"
    FORM = "form"


class Autonomy(StrEnum):
    """How free the holder is, from freest to most bound."""

    ALONE = "alone"
    CONSULTATION = "consultation"
    PROPOSAL = "proposal"
    NOMINEE_LIST = "nominee_list"
    CONSENT_BREAKABLE = "consent_breakable"
    COUNTERSIGNATURE = "countersignature"
    CONSENT = "consent"
    CONSENT_QUALIFIED = "consent_qualified"
    SHARED = "shared"


class ChangeKind(StrEnum):
    """What happened to a power between two versions."""

    GRANTED = "granted"
    REMOVED = "removed"
    STRENGTHENED = "strengthened"  # fewer or weaker constraints, a longer term, a wider reach
    WEAKENED = "weakened"
    TRANSFERRED = "transferred"  # same action and object, new holder
    REWORDED = "reworded"  # other words, the same fields


class Shown(StrEnum):
    """What shows a change."""

    VERSIONS = "versions"  # the two texts differ
    NOTE = "note"  # the editor's note under the article names the act
    INSTRUCTION = "instruction"  # the amending act's own words


class Tier(StrEnum):
    """Level of local government that an akim stands at, from the top."""

    REGION = "region"  # regions, cities of republican significance, the capital
    DISTRICT = "district"  # districts, cities of regional significance
    VILLAGE = "village"  # cities of district significance, villages, settlements, rural districts


class Choice(StrEnum):
    """How an akim comes to office, from the most centralised to the least."""

    PRESIDENT_ALONE = "appointed_by_president"
    PRESIDENT_ON_NOMINATION = "appointed_by_president_on_nomination"
    PRESIDENT_WITH_CONSENT = "appointed_by_president_with_consent"
    PRESIDENT_WITH_VOTE = "appointed_by_president_with_vote_on_nominees"
    AKIM = "appointed_by_akim"
    AKIM_WITH_CONSENT = "appointed_by_akim_with_consent"
    ELECTORS = "indirect_electors"
    MASLIKHAT = "indirect_maslikhat"
    DIRECT = "direct"
    OPEN = "set_by_other_act"  # the text leaves the order to a law or a decree


class Verdict(StrEnum):
    """What the texts say of a claim."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    MIXED = "mixed"
    MISSING = "not_in_corpus"


class Scheme(StrEnum):
    """How a score is computed; `pipeline/index/schemes.toml` has each one's unit and source."""

    VOLUME = "volume"
    STRENGTH = "strength"
    SHARE = "share"
    SHARE_VOLUME = "share_volume"
    HERFINDAHL = "herfindahl"
    EFFECTIVE_HOLDERS = "effective_holders"
    DISCRETION = "discretion"
    DISCRETION_BY_POWER = "discretion_by_power"
    LEGISLATIVE = "shugart_carey_legislative"
    NON_LEGISLATIVE = "shugart_carey_nonlegislative"
    FRYE = "frye"
    EXECUTIVE_LAWMAKING = "executive_lawmaking"
    LOCAL = "local"
    OFFICE_AND_PERSON = "office_and_person"


class Doubt(StrEnum):
    """Where the uncertainty of a score comes from."""

    CLASSIFIER = "classifier"  # the label of a clause, by its calibrated probabilities
    READER = "reader"  # powers missed or wrongly read, at the measured rates
    LANGUAGE = "language"  # Russian and Kazakh as two readings of one law
    WEIGHTS = "weights"  # other tables of weights
    CUTTING = "cutting"  # other ways to cut a provision into clauses
    ALL = "all"  # all of these together


class Check(StrEnum):
    """What is checked about the index itself."""

    PLACEBO = "placebo"  # the curve of another body is not the President's
    SHUFFLED = "shuffled"  # powers dealt out at random show no trend
    TREND = "trend"  # how often powers dealt out at random show the President's
    REPEATED = "repeated"  # a text given again moves no score
    DUPLICATE = "duplicate"  # a law that repeats an act moves no score
    NEW_CONSENT = "new_consent"  # another's consent raises no score of the holder


LABEL_LANGUAGES = ("kaz", "rus", "eng")


@cache
def _labels() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads((Path(__file__).parent / "labels.toml").read_text(encoding="utf8"))


def label(code: StrEnum, language: str = "eng") -> str:
    """The words for a code in `kaz`, `rus` or `eng`.

    >>> label(Holder.AKIM, "rus")
    'Аким'

    Raises:
        KeyError: the language is none of the three.
    """
    return _labels()[type(code).__name__][code.value][language]
