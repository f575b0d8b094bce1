"""The disputes in a report: one table each, with its report, evidence, ruling and execution.

- The acts stand in the order of the book, each with who signed it, what it names by hash, its entry and claimed time.
- A paper that stays with Bawaslu is called so: only its commitment is known.
- That nothing is ruled is said.
"""

from collections.abc import Iterable, Iterator, Sequence

from ledger.bundles.bundle_document import DisputeTold, EntryTold, EvidenceTold, FiledTold, RuledTold, SeenTold
from ledger.bundles.report_table import Cell, table
from ledger.bundles.report_words import Html, Words, element

Act = FiledTold | EvidenceTold | RuledTold | SeenTold


def disputes(told: Sequence[DisputeTold], words: Words) -> Iterator[Html]:
    """The tables of these disputes."""
    headings = [words.say(f"bundle.disputes.{each}") for each in ("act", "said", "who", "named")]
    for each in told:
        caption = words.say("bundle.disputes.one", name=each.name, body=words.body(each.book))
        yield table(caption, [*headings, words.say("bundle.life.entry")], list(_rows(each, words)), is_even=True)


def _rows(dispute: DisputeTold, words: Words) -> Iterator[list[Cell]]:
    """The acts in the order of the book."""
    acts: list[Act] = [dispute.filed, *dispute.evidence, *dispute.seen]
    if dispute.ruled is not None:
        acts.append(dispute.ruled)
    for act in sorted(acts, key=lambda each: each.entry.index):
        yield _act(act, words)
    if dispute.ruled is None:
        yield [words.say("bundle.disputes.ruled"), words.say("bundle.disputes.none"), "", "", ""]


def _act(act: Act, words: Words) -> list[Cell]:
    match act:
        case FiledTold():
            reporter = words.say("bundle.disputes.reporter", reporter=words.word(act.reporter))
            return _row("filed", act, words, _filed(act, words), [reporter], _papers((), act.commitments, words))
        case EvidenceTold():
            named = [*_papers(act.documents, act.commitments, words), *_cited(act.entries, words)]
            return _row("evidence", act, words, _texts(act.text, words), [], named)
        case RuledTold():
            signed = [words.say("bundle.signed", seats=words.seats(act.signers))]
            return _row("ruled", act, words, _ruled(act, words), signed, _papers([act.document], (), words))
        case SeenTold():
            outcome = [element("p", words.say(f"dispute.outcome.{act.outcome}"))]
            return _row("seen", act, words, outcome, [], _cited(act.entries, words))


def _row(
    kind: str, act: Act, words: Words, said: Iterable[Html], who: Iterable[str], named: Iterable[Html]
) -> list[Cell]:
    """A row: what was done and when it is claimed, what was said, by whom, what it names, its entry."""
    when = element("p", words.say("bundle.claimed", time=words.time(act.time)), class_="soft")
    logged = words.say("bundle.logged", seat=words.seat(act.logged_by))
    return [
        Html(element("p", words.say(f"bundle.disputes.{kind}")) + when),
        Html("".join(said)),
        Html("".join(element("p", each) for each in (*who, logged))),
        Html("".join(named)),
        words.entry(act.entry),
    ]


def _filed(filed: FiledTold, words: Words) -> Iterator[Html]:
    yield from _texts(filed.text, words)
    yield _about(filed, words)
    for key, time in (("happened", filed.happened), ("known", filed.known)):
        if time is not None:
            yield element("p", words.say(f"bundle.disputes.{key}", time=words.time(time)), class_="soft")


def _ruled(ruled: RuledTold, words: Words) -> Iterator[Html]:
    order = words.word(ruled.order)
    yield element(
        "p", words.say("bundle.disputes.order", order=order, to=words.body_id(ruled.to)) if ruled.to else order
    )
    if ruled.areas:
        yield _about(ruled, words)
    yield element("p", words.say("bundle.reason", reason=words.plain(ruled.reason)))
    if ruled.deadline is not None:
        yield element("p", words.say("bundle.disputes.deadline", time=words.time(ruled.deadline)))


def _about(act: FiledTold | RuledTold, words: Words) -> Html:
    contests = ", ".join(map(words.contest, act.contests)) or words.say("bundle.disputes.all_contests")
    areas = ", ".join(map(words.area, act.areas))
    return element("p", words.say("bundle.disputes.about", areas=areas, contests=contests))


def _texts(text: str, words: Words) -> Iterator[Html]:
    if text:
        yield element("p", words.plain(text))


def _papers(documents: Iterable[str], commitments: Iterable[str], words: Words) -> Iterator[Html]:
    for key, hashes in (("document", documents), ("commitment", commitments)):
        for each in hashes:
            yield Html(element("p", words.say(f"bundle.disputes.{key}")) + element("code", each, class_="hash"))


def _cited(entries: Iterable[EntryTold], words: Words) -> Iterator[Html]:
    return map(words.entry, entries)
