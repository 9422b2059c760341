"""Every word on the page that is not the newspaper's own, in Chinese and in English."""

from __future__ import annotations

from calendar import month_name
from datetime import date

CHINESE = "zh"
ENGLISH = "en"

LABELS: dict[str, dict[str, str]] = {
    CHINESE: {
        "title": "问报",
        "tagline": "问报纸，得原话",
        "count": "{count} 篇文章",
        "switch": "English",
        "new": "新对话",
        "talk": "对话",
        "ask": "提问",
        "send": "提问",
        "working": "检索中…",
        "placeholder": "问一件报上登过的事",
        "welcome": "请提问",
        "welcome_text": "答案只用报上的原话，并标出它在哪份报纸、哪篇文章、哪一句。报上没有的，就说没有。",
        "examples": "例如：",
        "empty": "文库里还没有文章。请先用命令 wenbao add 添加报纸。",
        "asked": "问题",
        "understood": "理解为：{question}",
        "not_found": "报上没有找到答案",
        "closest": "最接近的段落（不是答案）",
        "cite": "引文 {number}：{source}，打开原文",
        "near": "相近段落 {number}：{source}，打开原文",
        "untitled": "（无题）",
        "paper": "原文",
        "paper_empty": "点击答案下方的引文，这里会打开原文，并标出引用的那一句。",
        "page": "第{page}版",
        "reporters": "记者 {names}",
        "captions": "图片说明",
        "credits": "署名",
        "link": "原文链接",
        "source": "来源：{source}",
        "back": "回到答案",
        "stale": "这篇文章已有改动，引文的位置不再可靠。请重新提问。",
        "too_long": "问题有 {count} 个字，太长了；请缩短到 {limit} 字以内。",
        "internal": "程序出错了，这个问题没有答完。错误已记在终端里，请再试一次。",
        "comma": "、",
        "copy": "复制引文",
        "copy_markdown": "复制为 Markdown",
        "copied": "已复制",
        "sure": "把握较大",
        "rather_sure": "有些把握，请看原文",
        "unsure": "把握不大，请核对原文",
        "seconds": "用时 {seconds} 秒",
        "apart": "单独打开，可打印、可转发",
    },
    ENGLISH: {
        "title": "Wenbao",
        "tagline": "Ask your newspapers, get their own words",
        "count": "{count} articles",
        "switch": "中文",
        "new": "New chat",
        "talk": "Conversation",
        "ask": "Your question",
        "send": "Ask",
        "working": "Searching…",
        "placeholder": "Ask the papers",
        "welcome": "Ask a question",
        "welcome_text": "Answers are the newspapers’ own words, shown with the paper, the article and "
        "the sentence they stand in. What the papers do not say is not answered.",
        "examples": "For example:",
        "empty": "The library is empty. Add newspapers first: wenbao add",
        "asked": "Question",
        "understood": "Understood as: {question}",
        "not_found": "No answer in the papers",
        "closest": "Closest passages (not an answer)",
        "cite": "Citation {number}: {source}, open the article",
        "near": "Close passage {number}: {source}, open the article",
        "untitled": "(untitled)",
        "paper": "Article",
        "paper_empty": "Choose a citation below an answer: its article opens here, the quotation marked.",
        "page": "page {page}",
        "reporters": "By {names}",
        "captions": "Captions",
        "credits": "Credits",
        "link": "Original page",
        "source": "Source: {source}",
        "back": "Back to the answer",
        "stale": "This article has changed since: the citation may point elsewhere. Please ask again.",
        "too_long": "The question has {count} characters; please keep it within {limit}.",
        "internal": "Something went wrong and this question was not answered. The terminal has the details; "
        "please try again.",
        "comma": ", ",
        "copy": "Copy with reference",
        "copy_markdown": "Copy as Markdown",
        "copied": "Copied",
        "sure": "Quite sure",
        "rather_sure": "Fairly sure, please read the source",
        "unsure": "Not very sure, please check the source",
        "seconds": "{seconds} s",
        "apart": "Open by itself, to print or send on",
    },
}


def label(language: str, key: str, **values: object) -> str:
    """A label in the language, its {places} filled."""
    return LABELS[language][key].format(**values)


def long_date(day: date, language: str) -> str:
    """2024年4月12日, or 12 April 2024."""
    if language == CHINESE:
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {month_name[day.month]} {day.year}"
