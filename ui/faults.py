"""What went wrong, and why nothing was answered, in the language of the page."""

from __future__ import annotations

from starlette.requests import Request

from qa.answers import APART, EMPTY, UNPRINTED, UNTOLD, WORDLESS
from qa.asking import GONE
from qa.chat import FILTERED_OUT
from qa.errors import WenbaoError
from ui.labels import CHINESE, ENGLISH

IN_CHINESE = {
    # a question, a conversation
    "the question is empty: write one": "问题是空的，请写一个。",
    "the question has {size} characters: shorten it to {most}": "问题有 {size} 个字，太长了；请缩短到 {most} 字以内。",
    "an article was removed while it was searched: ask again": "检索时有文章被移除，请再问一次。",
    "there is no article {id}: `wenbao list` shows those there are": "文库里没有这篇文章（{id}），可能已被移除。",
    "there is no such answer in this conversation: reload the page": "这段对话里没有这个回答，请刷新页面。",
    "this conversation was deleted, or is another user's: start a new one": "这段对话已被删除，或属于别人，请开始新对话。",
    "the conversation's name is empty: write one": "对话的名称是空的，请写一个。",
    "nothing to change: give title, published or newspaper": "没有要更正的内容，请填写标题、日期或报纸。",
    "{day} is later than {latest}: write another day, or none": "{day} 晚于 {latest}，请改成别的日期，或留空。",
    "a message holds half a character: send it as UTF-8": "消息里有不完整的字符，请用 UTF-8 发送。",
    "{where} is not understood ({fault}): /openapi.json says what is expected": (
        "看不懂 {where}（{fault}），所需的格式见 /openapi.json。"
    ),
    # the library
    "another program holds {path}: close it and try again": "另一个程序占用着 {path}，请关闭它再试。",
    "process {pid} (`{command}`, since {since}) writes to the library in {folder}: try again when it has finished": (
        "进程 {pid}（{command}，始于 {since}）正在写入文库 {folder}，请等它完成再试。"
    ),
    "another process writes to the library in {folder}: try again when it has finished": (
        "另一个进程正在写入文库 {folder}，请等它完成再试。"
    ),
    "there is no library in {folder}: make one with `wenbao add PATH`": (
        "{folder} 里没有文库，请用命令 wenbao add 建立。"
    ),
    "the library in {folder} is empty: fill it with `wenbao add PATH`": (
        "文库 {folder} 是空的，请用命令 wenbao add 添加报纸。"
    ),
    "{path} is no Wenbao library: name another with --library": "{path} 不是问报的文库，请用 --library 指定另一个。",
    "the library in {folder} was made by a newer Wenbao: upgrade with `pip install -U wenbao`": (
        "文库 {folder} 由更新版本的问报建立，请用 pip install -U wenbao 升级。"
    ),
    "the library has another encoder's vectors now: name it, or `wenbao reembed`": (
        "文库的向量已换成另一个编码器的，请指定它，或运行 wenbao reembed。"
    ),
    "the library was made with the encoder {own}, not {other}: "
    "name that one with --encoder, or change all vectors with `wenbao reembed`": (
        "文库是用编码器 {own} 建立的，不是 {other}；请用 --encoder 指定前者，或运行 wenbao reembed 换掉全部向量。"
    ),
    "the disk of {folder} is full: free some space and run the same command again; nothing is lost": (
        "{folder} 所在的磁盘已满，请腾出空间再试；已有的都还在。"
    ),
    "{path} cannot be written: check the rights of file and folder": "{path} 无法写入，请检查文件和文件夹的权限。",
    "{path} could not be read or written ({fault}): check the disk and its limits, "
    "then run the same command again; nothing is lost": "{path} 读写失败（{fault}），请检查磁盘再试；已有的都还在。",
    "{path} is damaged ({fault}): put back a copy, or delete it and add again": (
        "{path} 已损坏（{fault}），请换回备份，或删除后重新添加。"
    ),
    "{path} cannot be used as a library ({fault}): name another with --library": "{path} 不能用作文库（{fault}），请用 --library 指定另一个。",
    "{since} is after {until}: there are no such days": "{since} 晚于 {until}，没有这样的日子。",
    # files
    "{name}, line {line}: {fault}": "{name} 第 {line} 行：{fault}",
    "{name}: {fault}": "{name}：{fault}",
    "its text was read in a wrong encoding ({odd} for {meant}): export it anew as UTF-8": (
        "文字曾按错误的编码读取（“{meant}”成了“{odd}”），请重新导出为 UTF-8。"
    ),
    "{name} is empty: give a file that holds text": "{name} 是空的，请换一个有文字的文件。",
    "{name} is empty: give a file that holds articles": "{name} 是空的，请换一个有文章的文件。",
    "{name} holds binary data, not text: extract its text first, or say --encoding": (
        "{name} 不是文本文件，请先提取文字；编码特殊的，请用命令 wenbao add --encoding。"
    ),
    "{name} is not {encoding}: it has {place}: mend it, or say another --encoding": (
        "{name} 不是 {encoding} 编码：有{place}；请改正，或用 --encoding 指定另一种。"
    ),
    "{name} is UTF-8 with {place}: mend it, or say --encoding gb18030": (
        "{name} 是 UTF-8 编码，但有{place}；请改正，或用命令 wenbao add --encoding gb18030。"
    ),
    "{name} is neither UTF-8 nor {encoding}, with {place}: mend it, or say its --encoding": (
        "{name} 既不是 UTF-8 也不是 {encoding} 编码，有{place}；请改正，或用命令 wenbao add --encoding 指定编码。"
    ),
    "a bad byte {byte} at byte {at} (line {line})": "错误的字节 {byte}（第 {line} 行，第 {at} 字节）",
    "no encoding is called {name}: say --encoding utf-8, gb18030 or utf-16": (
        "没有叫 {name} 的编码，请用 utf-8、gb18030 或 utf-16。"
    ),
    "{path} cannot be read ({fault}): check its permissions": "{path} 读不了（{fault}），请检查权限。",
    "{path} is a name of another encoding: rename the file": "{path} 的文件名是另一种编码，请改名。",
    "{name} has {size} MB, a page at most {most}: split it, or use .jsonl": (
        "{name} 有 {size} MB，一版最多 {most} MB；请拆开，或改用 .jsonl。"
    ),
    "{path}: the id {id} is taken by another text; give “{title}” an id of its own": (
        "{path}：编号 {id} 已被另一篇文章占用，请给《{title}》另编一个。"
    ),
    "{name} cannot be the name of a file here: rename it": "{name} 不能用作文件名，请改名。",
    "{name} is no {kinds} file: save its text as one of them": "{name} 不是 {kinds} 文件，请把文字另存为其中一种。",
    "something went wrong: the terminal has the details": "程序出错了，错误已记在终端里。",
    # records
    "the record has no text: fill its field text, or delete the line": "没有正文，请填写 text，或删去这一行。",
    "the field {name} is no string: write it in quotation marks": "{name} 不是字符串，请加引号。",
    "the field {name} holds half a character or a bad byte: write it whole, as UTF-8": (
        "{name} 里有半个字符或错误的字节，请用 UTF-8 写完整。"
    ),
    "published is {value}: write a date as 2023-03-03, or null": (
        "published 是 {value}，日期请写成 2023-03-03，没有就写 null。"
    ),
    "it has a byte of another encoding: mend the line, or say --encoding": (
        "有另一种编码的字节，请改正，或用命令 wenbao add --encoding。"
    ),
    "broken JSON at column {at} ({fault}): mend the line": "第 {at} 列的 JSON 有错（{fault}），请改正。",
    "broken JSON ({fault}): mend the line": "JSON 有错（{fault}），请改正。",
    "it is no JSON object: write one {…} a line, with text": "不是 JSON 对象，请每行写一个 {…}，要有 text。",
    "it is longer than {most} bytes: write one article a line": "超过 {most} 字节，请每行只写一篇文章。",
    "the first line names no column text: write a header such as id,title,text,published": (
        "首行没有 text 这一列，请写表头，例如 id,title,text,published。"
    ),
    "it has {size} fields, the header {names}: put quotes round a text with {delimiter}": (
        "有 {size} 列，表头只有 {names} 列；含有“{delimiter}”的文字请加引号。"
    ),
    "broken CSV ({fault}): mend the quotes": "CSV 有错（{fault}），请检查引号。",
}

REASONS = {
    EMPTY: "there is nothing to search",
    WORDLESS: "the question has no word to look for",
    UNPRINTED: "the articles do not print {terms}",
    APART: "no article tells of all that the question names",
    UNTOLD: "the nearest articles do not tell what is asked",
    FILTERED_OUT: "there is no article in the newspapers and days chosen",
    GONE: "the article quoted was removed from the library or changed: ask again",
}


def wanted(request: Request) -> str:
    """The language that a client asks for."""
    return CHINESE if request.headers.get("accept-language", "").lower().startswith("zh") else ENGLISH


def told(error: WenbaoError, language: str) -> str:
    """One line that names the remedy; in English where it has no Chinese."""
    if language != CHINESE or error.template not in IN_CHINESE:
        return str(error)
    inner = {k: told(v, language) if isinstance(v, WenbaoError) else v for k, v in error.values.items()}
    sentence = IN_CHINESE[error.template]
    return sentence.format(**inner) if inner else sentence


def because(reason: str, language: str) -> str:
    """Why nothing was answered, as `Answer.reason` has it, in Chinese or in English."""
    if language == CHINESE:
        return reason
    unprinted = UNPRINTED.format(terms="")
    if reason.startswith(unprinted):
        return REASONS[UNPRINTED].format(terms=reason.removeprefix(unprinted))
    return REASONS.get(reason, reason)
