"""A conversation taken along as Markdown holds questions, answers, quotations and references, and nothing taken for markup."""

from qa.answers import Answer, Citation
from qa.articles import Article
from qa.exports import as_markdown

BRIDGE = Article("7", "鹭洲大桥合龙", "大桥*昨日*合龙。", newspaper="临澄日报")


def test_answers_and_refusals_are_told_with_their_sources() -> None:
    found = Answer("何时？", "大桥何时合龙？", "昨日", citations=(Citation(BRIDGE, "text", 0, 9),))
    refused = Answer("谁剪的彩？", "谁剪的彩？", reason="没有说到")
    assert as_markdown("大桥 <b>", [found, refused]).split("\n\n") == [
        "# 大桥 \\<b\\>",
        "## 何时？",
        "（理解为：大桥何时合龙？）",
        "**昨日**",
        "> 大桥\\*昨日\\*合龙。\n>\n> —— 鹭洲大桥合龙[N]. 临澄日报.",
        "## 谁剪的彩？",
        "没有找到：没有说到\n",
    ]
