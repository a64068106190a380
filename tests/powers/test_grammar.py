"""Tags of the Kazakh treebank in the form that the reading rules know."""

from __future__ import annotations

import pytest

from pipeline.powers.grammar import Grammar, one_form

P3 = {"Number[psor]": "Plur,Sing", "Person[psor]": "3"}


@pytest.mark.parametrize(
    ("word", "lemma", "pos", "told", "expected"),
    [
        # conventions, on stems that no list knows
        ("қамқорлауға", "қамқорла", "VERB", {"VerbForm": "Ger", "Case": "Dat"}, "Vnoun Dat"),
        ("қамқорлағаннан", "қамқорла", "VERB",
         {"VerbForm": "Ger", "Tense": "Past", "Case": "Abl"}, "Part Abl Past"),
        ("қамқорлай", "қамқорла", "VERB", {"VerbForm": "Inf"}, "Conv"),
        ("қамқорласа", "қамқорла", "VERB", {"VerbForm": "Conv", "Mood": "Cnd"}, "Fin Cnd"),
        ("қамқорлайды", "қамқорла", "VERB",
         {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Pres", "Aspect": "Hab", "Person": "3"},
         "Fin Aor 3"),
        ("қамқоршы", "қамқоршы", "NOUN", {}, "Nom"),
        ("қамқорлаушы", "қамқорла", "VERB", {"VerbForm": "Part", "Mood": "Pot"}, ""),
        ("ол", "ол", "PRON", {"Person": "3", "Case": "Nom"}, ""),
        # suffixes of listed stems against a wrong tag
        ("құрады", "құра", "VERB",
         {"VerbForm": "Fin", "Mood": "Ind", "Tense": "Past", "Person": "3"}, "Fin Aor 3"),
        ("үкіметті", "үкіметті", "ADJ", {}, "Acc"),
        ("ұсынуымен", "ұсыну", "VERB",
         {"VerbForm": "Part", "Tense": "Past", "Voice": "Pass"}, "Vnoun Ins owned"),
        # two readings: the tag decides between a past and an accusative
        ("кірісті", "кіріс", "NOUN", {"Case": "Acc"}, "Acc"),
    ],
)  # fmt: skip
def test_one_form(
    word: str, lemma: str, pos: str, told: dict[str, str], expected: str
) -> None:  # fmt: skip
    feats = one_form(word, "", Grammar(lemma, pos, told)).feats
    names = ("VerbForm", "Case", "Mood", "Tense", "Person")
    shown = [feats[name] for name in names if name in feats]
    shown += ["owned"] * ("Number[psor]" in feats)
    assert " ".join(shown) == expected


def test_the_copula_is_not_passive() -> None:
    told = Grammar("тап", "VERB", {"VerbForm": "Fin", "Voice": "Pass"})
    assert "Voice" not in one_form("табылады", "болып", told).feats
    assert one_form("табылады", "кінәлі", told).feats["Voice"] == "Pass"


@pytest.mark.parametrize(("lemma", "shown"), [("қой", "қою"), ("баянда", "баяндау"), ("жу", "жу")])
def test_a_verb_is_shown_by_its_verbal_noun(lemma: str, shown: str) -> None:
    assert one_form("-", "", Grammar(lemma, "VERB", {})).lemma == shown
