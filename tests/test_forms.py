"""shape(): what was found takes the form that was asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.forms import shape, trim
from qa.questions import analyse

SENTENCE = "5月8日上午9时30分，南屏区委副书记、区长顾长青主持召开区政府第9次常务会议，副区长沈 岚、欧阳明哲、余若水等参加，投入3.6亿元。区政府代表柳青、申屠明、葛兰参加评审。"


@pytest.mark.parametrize(
    ("question", "found", "words", "detail"),
    [
        ("谁主持会议？", "顾长青", "顾长青", "南屏区委副书记、区长"),
        ("谁主持会议？", "区长顾长青", "顾长青", "南屏区委副书记、区长"),
        ("哪些人参加会议？", "欧阳明哲", "沈 岚、欧阳明哲、余若水", ""),
        ("哪些人参加会议？", "阳明哲", "沈 岚、欧阳明哲、余若水", ""),
        ("哪些人参加评审？", "区政府代表柳青", "柳青、申屠明、葛兰", ""),
        ("会议是什么时候开的？", "5月8日", "5月8日上午9时30分", ""),
        ("投入多少钱？", "3.6", "3.6亿元", ""),
        ("顾长青担任什么职务？", "区长", "南屏区委副书记、区长", ""),
        ("在哪里开的？", "，南屏区", "南屏区", ""),
    ],
)
def test_a_stretch_grows_or_shrinks_to_the_form_asked_for(
    question: str, found: str, words: str, detail: str
) -> None:
    start = SENTENCE.index(found)
    shaped = shape(analyse(question), SENTENCE, start, start + len(found))
    assert (SENTENCE[shaped.start : shaped.end], shaped.detail) == (words, detail)
    assert shaped.fit == 1.0


@pytest.mark.parametrize(
    ("question", "sentence", "found", "words"),
    [
        ("比赛在哪举行？", "比赛在南屏体育中心举行", "南屏体育中心", "南屏体育中心"),
        ("哪家中标？", "云栈公司中标", "云栈公司", "云栈公司"),
        ("沈岚任什么职务？", "沈岚任区教育局局长，余若水任副局长", "区教育局局长", "区教育局局长"),
        ("增设了哪些站？", "增设工业园、管委会4个站点", "工业园、管委会4个站", "工业园、管委会4个站点"),
        ("前任是谁？", "免去教育委员会主任职务", "教育委员会主任", "教育委员会主任"),
        ("签了多少个项目？", "集中签约12个项目，约3个落地", "12个", "12个"),
        ("落地多少个项目？", "集中签约12个项目，约3个落地", "3个", "约3个"),
        ("办几天？", "以“未来”为主题，为期5天，设9个项目", "未来”为主题，为期5天", "5天"),
        ("南区多少个？", "其中北区52个、南区41个，9月底前", "52个、南区41个", "41个"),
        ("平峰多久一班？", "平峰时段12分钟，票价2元不变", "平峰时段12分钟，票价2元", "12分钟"),
        ("有多少人跑？", "来自16个省份的8000名跑者", "16个省份的8000名", "8000名"),
        ("志愿者是多少？", "出动志愿者1300名、医护160名，", "1300名、医护160名", "1300名"),
        ("成绩是多少？", "以1小时06分42秒的成绩夺冠", "06分", "1小时06分42秒"),
        ("查了多少家次？", "共检查企业2317家次，", "2317", "2317家次"),
        ("一盘多少钱？", "每盘价格不到4元", "4", "不到4元"),
        ("几月份办？", "邀请参加9月在东屿办的展会", "9", "9月"),
        ("末班车几点？", "运营时间为6∶30至21∶30", "21", "21∶30"),
        ("最佳守门员是谁？", "最佳守门员由南城高中的蔺一鸣获得", "最佳守门员由南城高中的蔺一鸣", "蔺一鸣"),
        ("最佳射手是谁？", "六年级学生苗 壮打进11球", "壮", "苗 壮"),
        ("法官是谁？", "承办法官艾力·吐尔逊介绍，", "艾力·吐尔逊介绍", "艾力·吐尔逊"),
        ("谁列席了？", "顾长青、沈 岚出席，欧阳明哲、余若水列席。", "顾长青、沈 岚出席，欧阳明哲、余若水", "欧阳明哲、余若水"),
        ("增设了哪些站？", "增设医院、梧桐里2个站点，取消老街站。", "医院、梧桐里2个站点，取消老街站", "医院、梧桐里2个站点"),
        ("查了哪个烟花仓库？", "在白石镇天昱烟花仓库，", "天昱", "天昱烟花仓库"),
        ("最大的是哪个项目？", "由云栈公司投资22亿元建设的减速器项目，", "云栈公司投资22亿元建设的减速器项目", "减速器项目"),
        ("博览会在哪儿办？", "邀请组团参加9月在东屿举行的博览会", "组团参加9月在东屿", "东屿"),
        ("博览会在哪儿办？", "在东屿举行的博览会", "东屿举行的博览会", "东屿"),
        ("诗作叫什么？", "秋水长的《祖母的秤》、甘棠的《夜记》获奖", "《祖母的秤》、甘棠的《夜记》", "《祖母的秤》"),
        ("成绩是多少？", "成绩为1小时17分08秒，提高了2分15秒", "1小时17分08秒，提高了2分15秒", "1小时17分08秒"),
        ("谁一同去的？", "沈 岚、欧阳明哲一同去了工地。", "欧阳明哲", "沈 岚、欧阳明哲"),
        ("谁和云栈公司座谈？", "顾长青和沈一舟一行座谈，沈 岚、余若水和云栈公司的人参加。", "顾长青", "顾长青"),
        ("新任局长是谁？", "任命庾志诚当局长。", "诚", "庾志诚"),
        ("电话是多少？", "咨询电话：0571-88886666。", "0571-88886666", "0571-88886666"),
        ("造价多少？", "造价1 250万元，工期两年半。", "1 250万元", "1 250万元"),
        ("谁救了人？", "民警赵磊和辅警孙浩救起落水儿童", "民警赵磊和辅警孙浩", "民警赵磊和辅警孙浩"),
        ("谁救了人？", "市民赵磊与孙浩跳入河中", "赵磊与孙浩", "赵磊与孙浩"),
        ("几点开门？", "每天8时30分至21时开放，周一闭馆", "每天8时30分至21时开放，周一", "8时30分"),
        ("气温是多少？", "最低气温零下12℃。", "12℃", "零下12℃"),
        ("谁主持会议？", "顾长青主持会议，副区长沈 岚、余若水参加会议。", "顾长青", "顾长青"),
        ("评委怎么评价？", "评价《渡口》“写出了一条河的沉默”。", "《渡口》“写出了一条河的沉默”", "“写出了一条河的沉默”"),
    ],
)  # fmt: skip
def test_of_more_words_than_were_asked_for_those_are_kept(
    question: str, sentence: str, found: str, words: str
) -> None:
    start = sentence.index(found)
    shaped = shape(analyse(question), sentence, start, start + len(found))
    assert sentence[shaped.start : shaped.end] == words


def test_a_number_or_day_of_another_sort_fits_worse() -> None:
    for question, sentence, right, wrong in (
        ("增长了多少？", "出口39.8亿元，增长21.3%", "21.3%", "39.8亿元"),
        ("总投资多少？", "投资24.6亿元，占地260亩", "24.6亿元", "260亩"),
        ("几点开门？", "8时30分开放，周一闭馆", "8时30分", "周一"),
        ("谁领的奖？", "罗 祎领奖。江 屏到场", "罗 祎", "罗 祎领奖。江 屏"),
        ("哪些人列席？", "罗 祎、褚明德参加会议，江 屏、乔映川列席。", "江 屏、乔映川", "罗 祎、褚明德"),
        ("费用增长了多少？", "费用达4960万元，增长37.5%", "37.5%", "4960万元"),
        ("他孙女叫什么？", "公安队获季军，孙女谷晓棠", "谷晓棠", "季军"),
        ("秦望舒是什么职务？", "区委书记梁舒白会见启澜集团董事长秦望舒一行", "启澜集团董事长", "区委书记"),
    ):
        fits = []
        for found in (right, wrong):
            start = sentence.index(found)
            fits.append(shape(analyse(question), sentence, start, start + len(found)).fit)
        assert fits[0] >= 0.6
        assert fits[1] <= 0.4


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("谁主持会议？", "5月8日上午"),
        ("什么时候开的会？", "顾长青"),
        ("投入多少钱？", "顾长青"),
        ("第几次会议？", "3.6亿元"),
        ("在哪里开的？", "5月8日上午"),
        ("顾长青担任什么职务？", "3.6亿元"),
    ],
)
def test_another_kind_of_words_fits_badly(question: str, found: str) -> None:
    start = SENTENCE.index(found)
    assert shape(analyse(question), SENTENCE, start, start + len(found)).fit <= 0.4


@pytest.mark.parametrize(
    ("text", "found", "words"),
    [
        ("主题是“书香南屏”。", "书香南屏”", "“书香南屏”"),
        ("主题是“书香南屏”。", "“书香南屏", "“书香南屏”"),
        ("会议（扩大）召开，", "，", ""),
        ("他说：“好”，便走了。", "“好”，", "“好”"),
    ],
)
def test_marks_are_cut_off_and_pairs_kept_whole(text: str, found: str, words: str) -> None:
    start = text.index(found)
    first, last = trim(text, start, start + len(found))
    assert text[first:last] == words


@given(st.text(alphabet="会议“”《》（）。，顾长青5月8日3亿元 、", max_size=30), st.data())
def test_a_shape_lies_inside_its_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    for question in ("谁主持会议？", "哪些人参加？", "什么时候？", "多少钱？", "什么职务？", "讲了什么？"):
        shaped = shape(analyse(question), text, start, end)
        assert 0 <= shaped.start <= shaped.end <= len(text)
        assert 0 <= shaped.fit <= 1


def test_a_compound_surname_found_from_its_second_character_is_whole() -> None:
    text = "教育局司徒敬亭获一等奖。"
    shaped = shape(analyse("谁获一等奖？"), text, text.index("徒"), text.index("获"))
    assert text[shaped.start : shaped.end] == "司徒敬亭"
