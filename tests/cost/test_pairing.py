"""Which message is which: every rule of identity, and random changes whose pairs are known."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from smslint.cost.pairing import paired
from smslint.cost.similar import ALIKE, similarity
from smslint.cost.version import Version
from tests.cost.build import version

SHIP = "Your order {{ id }} has shipped and will be with you on {{ day }}."


def pairs(before: list[Version], after: list[Version], **renamed: str) -> list[tuple[str | None, str | None]]:
    """The texts of each pair."""
    moves = {old.replace("_", "."): new for old, new in renamed.items()}
    found = paired(before, after, moves)
    return [(each.before and each.before.text, each.after and each.after.text) for each in found]


def test_path_and_key_go_before_everything() -> None:
    before = [version("a.yml", "one", "x"), version("a.yml", "two", "y")]
    after = [version("a.yml", "two", "x"), version("a.yml", "one", "y")]
    assert pairs(before, after) == [("one", "two"), ("two", "one")]


def test_a_renamed_file_keeps_its_messages() -> None:
    assert pairs([version("a.txt", "old")], [version("b.txt", "quite another")], a_txt="b.txt") == [
        ("old", "quite another")
    ]


def test_an_old_path_that_is_there_again_is_another_file() -> None:
    before, after = [version("a.txt", "old")], [version("a.txt", "fresh words"), version("b.txt", "old, mended")]
    assert pairs(before, after, a_txt="b.txt") == [(None, "fresh words"), ("old", "old, mended")]


def test_a_key_that_moved_is_found_by_its_text() -> None:
    assert pairs([version("a.yml", SHIP, "x")], [version("a.yml", SHIP, "sms.x")]) == [(SHIP, SHIP)]
    assert pairs([version("a.yml", SHIP, "x")], [version("b.yml", SHIP, "y")]) == [(SHIP, SHIP)]


def test_of_equal_texts_the_one_with_the_same_key_or_file_is_taken() -> None:
    before = [version("a.yml", SHIP, "x"), version("b.yml", SHIP, "y")]
    after = [version("c.yml", SHIP, "y"), version("d.yml", SHIP, "x")]
    found = paired(before, after)
    assert [(each.before and each.before.key, each.after and each.after.key) for each in found] == [
        ("y", "y"),
        ("x", "x"),
    ]


def test_a_similar_text_of_the_same_file_is_the_same_message() -> None:
    longer = SHIP + " Thank you!"
    assert pairs([version("a.py", SHIP, "f")], [version("a.py", longer, "g")]) == [(SHIP, longer)]
    assert pairs([version("a.py", SHIP, "f")], [version("b.py", longer, "g")]) == [(None, longer), (SHIP, None)]


def test_other_words_are_another_message() -> None:
    other = "Reply YES to confirm"
    assert pairs([version("a.py", SHIP, "f")], [version("a.py", other, "g")]) == [(None, other), (SHIP, None)]


def test_messages_with_one_key_are_told_apart_by_their_texts() -> None:
    before = [version("a.py", SHIP, line=1), version("a.py", "Reply YES to confirm", line=2)]
    after = [
        version("a.py", "Reply YES to confirm.", line=1),
        version("a.py", "Sale!", line=2),
        version("a.py", SHIP, line=3),
    ]
    assert pairs(before, after) == [("Reply YES to confirm", "Reply YES to confirm."), (None, "Sale!"), (SHIP, SHIP)]


def test_the_forms_of_a_plural_are_messages_of_their_own() -> None:
    before = [version("a.po", "one", "n", plural="one"), version("a.po", "many", "n", plural="other")]
    after = [version("a.po", "lots", "n", plural="other"), version("a.po", "1", "n", plural="one")]
    assert pairs(before, after) == [("many", "lots"), ("one", "1")]


def test_similarity_has_no_direction_and_a_floor() -> None:
    assert similarity(SHIP, SHIP) == 1
    assert similarity("abcd", "wxyz") == 0
    assert similarity(SHIP, SHIP[:40]) == similarity(SHIP[:40], SHIP) >= ALIKE
    long = "word " * 2_000
    assert similarity(long, long + "end") > 0.99
    assert similarity(long, "other " * 2_000) == 0


texts = st.text("abc ’{}", max_size=12)
sides = st.lists(
    st.builds(
        version,
        st.sampled_from(["a.txt", "b.txt", "c.txt"]),
        texts,
        st.sampled_from([None, "x", "y"]),
    ),
    max_size=8,
)


@given(sides, sides)
@settings(max_examples=200)
def test_each_message_is_in_one_pair_and_the_way_back_has_the_same_pairs(
    before: list[Version], after: list[Version]
) -> None:
    found = paired(before, after)
    assert sorted((each.before for each in found if each.before is not None), key=repr) == sorted(before, key=repr)
    assert [each.after for each in found if each.after is not None] == after
    there = sorted(((each.before, each.after) for each in found), key=repr)
    back = sorted(((each.after, each.before) for each in paired(after, before)), key=repr)
    assert {(one and one.text, other and other.text) for one, other in there} == {
        (one and one.text, other and other.text) for one, other in back
    }


@given(sides)
def test_a_state_and_itself_have_no_difference(state: list[Version]) -> None:
    assert all(each.before == each.after for each in paired(state, state))


edits = st.lists(st.sampled_from(["keep", "edit", "move", "rekey", "drop", "add"]), min_size=1, max_size=25)


@given(edits, st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_a_random_edit_script_is_found_again(script: list[str], random: object) -> None:
    """Every message has characters that no other one has: what an edit keeps of them is enough to know it again."""
    before, after, wanted = [], [], []
    for number, step in enumerate(script):
        own = " ".join(3 * chr(0x4E00 + 40 * number + at) for at in range(8))
        old = version(f"f{number % 3}.yml", own, f"k{number}", line=number + 1)
        if step != "add":
            before.append(old)
        new = old._replace(line=100 - number)
        if step == "edit":
            new = new._replace(text=own + " more")
        elif step == "move":
            new = new._replace(path="moved.yml")
        elif step == "rekey":
            new = new._replace(key=f"new{number}", text=own[4:])
        if step != "drop":
            after.append(new)
        wanted.append((None if step == "add" else old, None if step == "drop" else new))
    random.shuffle(after)  # type: ignore[attr-defined]
    assert sorted(((each.before, each.after) for each in paired(before, after)), key=repr) == sorted(wanted, key=repr)


def test_a_catalogue_of_thousands_whose_keys_all_changed_takes_no_square_of_time() -> None:
    """Counted, not measured: each text is compared with a few others."""
    from smslint.cost import similar

    count = 2_000
    before = [
        version("a.yml", f"Message number{number} of alpha{number} and beta{number}", f"k{number}")
        for number in range(count)
    ]
    after = [version("a.yml", each.text + "!", f"n{number}") for number, each in enumerate(before)]
    asked = similar._candidates([each.text for each in before], [each.text for each in after])
    assert len(asked) <= 2 * similar._CANDIDATES * count
    assert all(
        each.before is not None and each.before.text + "!" == each.after.text
        for each in paired(before, after)
        if each.after
    )
