"""Texts as hostile as archives can send them, and annotations thrown over them at random."""

from __future__ import annotations

from hypothesis import strategies as st

from tei.model import Annotation

PIECES = (
    "[", "]", "[[", "]]", "[sic]", "[illegible]", "[Zhang] Hanfu", "[?]", "␛", "␛0;", "\r", "\n", "\r\n", "\x00",
    "\x0b", "\x0c", "\x1b", "\ufffe", "\uffff", "\ufeff", "é", "́", "\u202e", "&", "<", ">", '"', "'", "]]>",
    " ", "\t", "\u00a0", "\u2028", "𝔘", "29 April [1962]", "Mr. Brown", "8/5, 1963", "$24,000", "\n\n", "1. ", "—",
)  # fmt: skip

texts = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=40).map("".join)


@st.composite
def annotated(draw: st.DrawFn) -> tuple[str, list[Annotation]]:
    text = draw(texts)
    spots = st.integers(0, len(text))
    found = []
    for element in draw(
        st.lists(
            st.sampled_from(
                ("p", "div", "head", "list", "item", "persName", "date", "gap", "supplied", "sic", "note", "seg",
                 "opener", "closer", "sp", "speaker", "choice", "corr", "lb", "front", "back", "table", "rs",
                 "postscript", "argument", "subst", "add", "del", "signed", "label", "lg", "l", "cit", "quote", "fw")
            ),
            max_size=14,
        )
    ):  # fmt: skip
        a, b, c, d = sorted(draw(st.tuples(spots, spots, spots, spots)))
        inner = draw(st.sampled_from([None, None, (b, c)]))
        found.append(Annotation(a, d, element, {}, inner, draw(st.sampled_from([None, "high"]))))
    return text, found
