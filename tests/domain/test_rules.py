"""The catalogue: every code of the domain once, with texts in both languages that a person can act on."""

import re
from string import Formatter

import pytest

from domain.errors import UnknownRuleError
from domain.findings import Finding, Level, params
from domain.profiles import Text, profile
from domain.rules import BEYOND_ONE_FORM, CATALOGUE, Rule, RuleKind, message, rule

CODES = (
    "G.101 G.102 G.201 G.202 G.203 G.204 G.301 G.302 G.303 G.304 G.305 G.306"
    " P.201 P.202 P.203 P.204 P.205 P.206 P.207 P.208 P.209 P.210 P.211"
    " J.501 J.502 J.503 J.504 J.505 J.506 J.507 J.508 J.509 J.510 J.511 J.512 J.513 S.101 S.102 S.103"
    " S.201 S.202 S.203 S.204"
)
EVERY = pytest.mark.parametrize("each", CATALOGUE.values(), ids=lambda each: each.code)
PLACES = {"row", "section", "area", "contest"}


def test_the_catalogue_has_every_code_of_the_domain_in_order() -> None:
    assert " ".join(CATALOGUE) == CODES


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(UnknownRuleError):
        rule("G.999")
    with pytest.raises(UnknownRuleError):
        message(Finding("R.101", Level.BROKEN))


def test_the_letter_of_the_code_is_the_kind_of_the_rule() -> None:
    assert rule("G.305").kind is RuleKind.GALAT
    assert rule("P.204").kind is RuleKind.PERINGATAN
    assert rule("J.501").kind is RuleKind.JENJANG
    assert rule("S.101").kind is RuleKind.SENGKETA


@EVERY
def test_a_text_names_only_what_its_rule_gives_and_both_languages_name_the_same(each: Rule) -> None:
    names = [{name for _, name, _, _ in Formatter().parse(text) if name is not None} for text in each.text]
    assert names[0] == names[1]
    assert names[0] <= each.params | PLACES
    assert not any("{" in text for text in each.remedy)


@EVERY
def test_every_text_is_a_finished_sentence_in_its_language(each: Rule) -> None:
    for text in (*each.text, *each.remedy):
        assert text.endswith(".")
        assert "  " not in text
        assert not re.search(r"[,;:][A-Za-z]|[a-z]\.[A-Z]", text)
    assert each.text.id != each.text.en
    assert each.remedy.id != each.remedy.en


@EVERY
def test_every_rule_of_forms_levels_and_objections_names_the_usual_cause(each: Rule) -> None:
    if not each.code.startswith("S.2"):  # an order that is not carried out has no usual cause
        assert "Biasanya" in each.remedy.id
        assert "Usually" in each.remedy.en


@EVERY
def test_every_text_can_be_written_in_the_wire_format(each: Rule) -> None:
    assert all(
        character.isascii() and character.isprintable() for text in (*each.text, *each.remedy) for character in text
    )


@EVERY
def test_a_printed_arithmetic_rule_says_where_it_is_printed(each: Rule) -> None:
    if each.kind is RuleKind.GALAT and each.code != "G.101":
        assert each.basis


def test_a_rule_that_one_form_cannot_answer_has_no_equation() -> None:
    procedures = [each.code for each in CATALOGUE.values() if not each.holds and each.code[0] in "GP"]
    assert procedures == sorted([*BEYOND_ONE_FORM, "P.210"])


def test_only_a_hint_says_that_it_does_not_stop_certification() -> None:
    saying = {each.code for each in CATALOGUE.values() if "tidak menghalangi" in each.remedy.id}
    assert saying == {code for code in CATALOGUE if code.startswith("P.")} | {"J.508", "S.102", "S.103"}


def test_a_difference_between_votes_and_voters_is_named_as_a_ground_for_recount() -> None:
    assert rule("G.305").basis == "UU 7/2017 Pasal 374 ayat (2) huruf h"


def test_a_message_says_row_numbers_and_where_they_stand() -> None:
    finding = Finding(
        "G.303",
        Level.OPEN,
        row="suara_total",
        params=params(left=178, right=177, rows="suara_sah=174,suara_tidak_sah=3"),
    )
    assert message(finding) == Text(
        "Jumlah suara sah dan tidak sah (V.C) tertulis 178, tetapi suara sah ditambah suara tidak sah = 177"
        " (V.A = 174; V.B = 3).",
        "Valid and invalid votes together (V.C) says 178, but valid plus invalid votes make 177 (V.A = 174; V.B = 3).",
    )


def test_a_message_uses_the_printed_words_of_the_election() -> None:
    finding = Finding("G.102", Level.OPEN, row="pengguna_khusus_j", params=params(left=4, right=5, rows="..."))
    assert "(I.B.3 J, DPTb) tertulis 4" in message(finding, profile("pilkada-2024")).id


def test_a_message_never_fails_for_want_of_a_parameter_or_a_known_row() -> None:
    for code in CATALOGUE:
        for row in (None, "dapil", "suara_1"):
            found = message(Finding(code, Level.OPEN, row=row, params=params(rows="aneh=1,...")))
            assert found.id
            assert found.en
