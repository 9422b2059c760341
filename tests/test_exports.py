"""A conversation taken along as Markdown holds questions, answers, quotations and references, and nothing taken for markup."""

from qa.answers import Answer, Citation
from qa.articles import Article
from ui.labels import ENGLISH
from ui.markdown import as_markdown

BRIDGE = Article("7", "鹭洲大桥合龙", "大桥*昨日*合龙。", newspaper="临澄日报")


def test_answers_and_refusals_are_told_with_their_sources() -> None:
    found = Answer("何时？", "大桥何时合龙？", "昨日", citations=(Citation(BRIDGE, "text", 0, 9),))
    refused = Answer("谁剪的彩？", "谁剪的彩？", reason="相近的报道没有说到所问的内容")
    assert as_markdown("大桥 <b>", [found, refused]).split("\n\n") == [
        "# 大桥 \\<b\\>",
        "## 何时？",
        "理解为：大桥何时合龙？",
        "**昨日**",
        "> 大桥\\*昨日\\*合龙。\n>\n> —— 鹭洲大桥合龙[N]. 临澄日报.",
        "## 谁剪的彩？",
        "报上没有找到答案：相近的报道没有说到所问的内容\n",
    ]
    english = as_markdown("大桥", [found, refused], ENGLISH)
    assert "Understood as: 大桥何时合龙？" in english
    assert english.count("没有") == 0
