"""What a browser makes of our HTML, and articles and citations that could trip it over."""

from __future__ import annotations

from html.parser import HTMLParser

from hypothesis import strategies as st

from qa.answers import Citation
from qa.articles import Article, field_text

# characters that HTML, Markdown, templates or UTF-16 could trip over
TROUBLE = st.text(alphabet="ab张、<>&\"'`*_$\\{}\n 𠮷👪\t;#", max_size=40)
FIELDS = ("text", "title", "subtitle", "captions", "credits")
TAGS = {"a", "article", "br", "button", "blockquote", "div", "footer", "h2", "h3", "header", "li", "mark"}
TAGS |= {
    "details",
    "form",
    "input",
    "label",
    "nav",
    "ol",
    "option",
    "output",
    "p",
    "section",
    "select",
    "span",
}
TAGS |= {"summary", "time", "ul"}
ATTRIBUTES = {
    "class",
    "id",
    "lang",
    "role",
    "type",
    "href",
    "target",
    "rel",
    "tabindex",
    "name",
    "value",
    "selected",
}
ATTRIBUTES |= {"maxlength", "placeholder", "download"}


class Seen(HTMLParser):
    """What a browser makes of HTML: its text, what is marked in it, its tags and attributes."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = self.marked = self.answer = ""
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.inside: list[dict[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag == "mark":
            self.inside.append(dict(attrs))

    def handle_endtag(self, tag: str) -> None:
        if tag == "mark":
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.inside:
            self.marked += data
            self.answer += data if self.inside[-1].get("class") == "answer" else ""


@st.composite
def cited_articles(draw: st.DrawFn) -> Citation:
    lines = st.lists(TROUBLE, max_size=3).map(tuple)
    title, text, subtitle, newspaper, page, url, source = (draw(TROUBLE) for _ in range(7))
    captions, credits = draw(lines), draw(lines)
    day = draw(st.none() | st.dates())
    article = Article("1", title, text, subtitle, newspaper, day, page, captions, credits, url, source)
    field = draw(st.sampled_from(FIELDS))
    length = len(field_text(article, field))
    start, left, right, end = sorted(draw(st.integers(0, length)) for _ in range(4))
    return Citation(article, field, start, end, draw(st.sampled_from([((left, right),), ()])))


def printed(text: str) -> str:
    """A text as its lines show it: the line feeds became paragraphs."""
    return text.replace("\n", "")


def assert_no_markup(html: str) -> None:
    """Nothing of the texts became a tag or an attribute."""
    seen = Seen(html)
    assert seen.tags <= TAGS
    assert {a for a in seen.attributes if not a.startswith(("aria-", "data-"))} <= ATTRIBUTES
