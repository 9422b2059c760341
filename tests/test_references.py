"""References: GB/T 7714's form for newspapers, quotations letter by letter."""

from datetime import date

import pytest
from markdown_it import MarkdownIt

from qa.answers import Citation
from qa.articles import Article
from qa.references import escaped, gbt7714, markdown, plain, quotation

ARTICLE = Article(
    "a1",
    "鹭洲大桥合龙",
    "本报讯（记者 闻 笛）鹭洲大桥昨日合龙。\n大桥全长1468米。",
    newspaper="临澄日报",
    published=date(2025, 5, 16),
    page="01",
)


def test_an_article_is_cited_as_gbt7714_has_it() -> None:
    assert gbt7714(ARTICLE) == "闻笛. 鹭洲大桥合龙[N]. 临澄日报, 2025-05-16(01)."


def test_of_many_reporters_three_are_named() -> None:
    text = "本报讯（记者 闻 笛 方晴 高蕾 陆萍）今天晴。"
    assert gbt7714(Article("a4", "晴", text)).startswith("闻笛, 方晴, 高蕾, 等. 晴[N]")


def test_what_is_not_known_is_left_out() -> None:
    assert gbt7714(Article("a2", "", "今天晴。")) == "今天晴。[N]."
    assert gbt7714(Article("a3", "晴", "", newspaper="临澄日报")) == "晴[N]. 临澄日报."


def test_a_copied_quotation_is_what_is_printed() -> None:
    citation = Citation(ARTICLE, "text", 11, len(ARTICLE.text))
    assert plain(citation) == f"“{citation.quote}”\n{gbt7714(ARTICLE)}"
    assert markdown(citation) == (
        "> 鹭洲大桥昨日合龙。\n> 大桥全长1468米。\n>\n> —— 闻笛. 鹭洲大桥合龙[N]. 临澄日报, 2025-05-16(01).\n"
    )


def test_a_reference_links_to_its_address() -> None:
    citation = Citation(ARTICLE, "text", 11, 20)
    tokens = MarkdownIt().parse(markdown(citation, "http://localhost/article/a1?start=11&end=20"))
    [link] = [part for token in tokens for part in token.children or () if part.type == "link_open"]
    assert link.attrs["href"] == "http://localhost/article/a1?start=11&end=20"


@pytest.mark.parametrize(
    "line",
    [
        "<script>x</script> **重磅** `a` &amp; ~~x~~ \\n",
        "[N](http://x.example) ![图](y) _a_",
        "1. 第一",
        "23) 二",
        "- 五℃",
        "# 标题",
        "===",
    ],
)
def test_markdown_shows_what_is_printed(line: str) -> None:
    [token] = [t for t in MarkdownIt().enable("strikethrough").parse(f"> {escaped(line)}\n") if t.children]
    assert "".join(part.content for part in token.children or ()) == line
    assert {part.type for part in token.children or ()} <= {"text", "text_special"}


def test_a_quotation_without_signs_of_markdown_is_letter_by_letter() -> None:
    citation = Citation(ARTICLE, "text", 0, ARTICLE.text.index("\n"))
    assert quotation(citation) == citation.quote
