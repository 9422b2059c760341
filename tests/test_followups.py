"""A follow-up is understood from the turns before it; a full question on another subject is left alone."""

import pytest

from qa.answers import Answer, Citation
from qa.articles import Article
from qa.followups import Turn, understand
from qa.questions import analyse

TEXT = (
    "区长沈怀远主持召开区政府第41次常务会议，听取防汛准备情况汇报。副区长贺兰舟列席会议，改造总投资3.8亿元。"
)
ARTICLE = Article("a1", "区政府召开第41次常务会议", TEXT)
WHO = "谁主持召开了区政府第41次常务会议？"


def turn(question: str, text: str, understood: str = "") -> Turn:
    place = TEXT.find(text)
    cited = (Citation(ARTICLE, "text", 0, len(TEXT), ((place, place + len(text)),)),) if text else ()
    return Turn(question, Answer(question, understood or question, text, score=0.9, citations=cited))


@pytest.mark.parametrize(
    ("question", "understood"),
    [
        ("第42次呢？", "谁主持召开了区政府第42次常务会议？"),
        ("那第四十二次呢", "谁主持召开了区政府第42次常务会议？"),
        ("换成42次的", "谁主持召开了区政府第42次常务会议？"),
    ],
)
def test_another_number_takes_the_place_of_the_one_asked_about(question: str, understood: str) -> None:
    assert understand(question, [turn(WHO, "沈怀远")]).question == understood


def test_another_day_or_person_takes_the_place_of_the_one_asked_about() -> None:
    assert (
        understand("那5月18日呢？", [turn("沈怀远5月15日检查了什么？", "")]).question
        == "沈怀远5月18日检查了什么？"
    )
    asked = turn("沈怀远主持了哪次会议？", "第41次常务会议")
    assert understand("贺兰舟呢？", [asked]).question == "贺兰舟主持了哪次会议？"


def test_what_was_answered_to_questions_in_other_words_is_not_answered_again() -> None:
    turns = [turn(WHO, "沈怀远"), turn("哪天开的？", "5月14日"), turn("在哪开的？", "3.8亿元")]
    follow = understand("谁主持的来着？", turns).follow
    assert follow
    assert follow.said == ("5月14日", "3.8亿元")
    follow = understand("列席的有哪些人？", turns).follow
    assert follow
    assert follow.said == ("沈怀远", "5月14日", "3.8亿元")


def test_a_chain_of_numbers_asks_the_same_of_each() -> None:
    second = turn("还有谁参加了？", "贺兰舟", "区政府第41次常务会议，还有谁参加了？")
    assert (
        understand("第42次呢？", [turn(WHO, "沈怀远"), second]).question
        == "区政府第42次常务会议，还有谁参加了？"
    )


@pytest.mark.parametrize(
    "question", ["还有谁参加了？", "哪些人列席了？", "会上听取了什么汇报？", "那是哪天的事？"]
)
def test_what_has_no_subject_is_asked_of_the_article_just_cited(question: str) -> None:
    understood = understand(question, [turn(WHO, "沈怀远")])
    assert understood.question == f"区政府第41次常务会议，{question}"
    assert understood.articles == ("a1",)


def test_a_filter_before_a_question_or_alone_leaves_what_the_conversation_is_about() -> None:
    asked = [turn("谁会见了秦望舒？", "沈怀远"), turn(f"只看5月的，{WHO}", "沈怀远", WHO)]
    for history in (asked, [*asked, turn("不限日期", "沈怀远", WHO)]):
        assert understand("还有谁参加了？", history).question == "区政府第41次常务会议，还有谁参加了？"


def test_a_question_that_names_what_the_conversation_is_about_is_not_completed() -> None:
    question = "区政府第41次常务会议听取了什么？"
    assert understand(question, [turn(WHO, "沈怀远")]).question == question


def test_traditional_questions_go_on_as_simplified_ones_do() -> None:
    asked = turn("誰主持召開了區政府第41次常務會議？", "沈怀远")
    assert understand("还有谁参加了？", [asked]).question == "区政府第41次常务会议，还有谁参加了？"


def test_a_noun_before_ne_is_asked_for_by_what_it_is() -> None:
    assert understand("总投资呢？", [turn(WHO, "沈怀远")]).question == "区政府第41次常务会议，总投资是多少？"


@pytest.mark.parametrize(
    ("before", "named", "understood"),
    [
        ("改造花了多少钱？", "居民", "居民是多少？"),
        ("他爱人叫什么？", "儿子", "儿子叫什么？"),
        ("小学组冠军是哪个学校？", "中学组", "中学组冠军是哪个学校？"),
        ("摊位现在多少个？", "以前", "摊位以前多少个？"),
        ("请谁来作讲座？", "题目", "题目是什么？"),
        ("谁拿了冠军？", "亚军", "谁拿了亚军？"),
        ("高峰期多久一班？", "平峰", "平峰多久一班？"),
        ("他得了多少分？", "第二名", "第二名是谁？"),
        ("奖金多少？", "最佳导演", "最佳导演是谁？"),
        ("他们为什么申诉？", "结果", "结果是什么？"),
        ("看一遍多长时间？", "门票", "门票是多少？"),
        ("菠菜涨了多少？", "黄瓜", "黄瓜涨了多少？"),
        ("多孩家庭最多能贷多少？", "双职工", "双职工最多能贷多少？"),
        ("头班车几点？", "末班", "末班几点？"),
        ("2024年记录到多少只？", "去年", "去年记录到多少只？"),
        ("今年有几个学生？", "1996年", "1996年有几个学生？"),
        ("他妻子是做什么的？", "女儿", "女儿是做什么的？"),
        ("第二产业涨了多少？", "那第三产业", "第三产业涨了多少？"),
        ("18路公交哪天调整？", "首班车", "首班车哪天调整？"),
        ("培训费用多少？", "住宿", "住宿有多少？"),
        (WHO, "贺兰舟", "贺兰舟呢？"),
        (WHO, "上次", "上次呢？"),
        (WHO, "列席的", "列席的是谁？"),
        ("哪天通车？", "二期", "二期哪天通车？"),
        ("江苏队来了多少人？", "台湾", "台湾来了多少人？"),
        ("这里多少人？", "台湾", "台湾有多少？"),
        ("市长说了什么？", "那国务卿", "国务卿说了什么？"),
        ("王强什么职务？", "贺兰舟讲的题目", "贺兰舟讲的题目是什么？"),
    ],
)
def test_a_noun_before_ne_is_asked_what_was_asked_before(before: str, named: str, understood: str) -> None:
    follow = understand(f"{named}呢？", [turn(before, "沈怀远")]).follow
    assert follow is not None
    assert follow.question == understood


def test_a_word_like_one_of_the_topic_takes_its_place() -> None:
    first = turn("马拉松男子冠军是谁？", "沈怀远")
    second = turn("成绩呢？", "3.8亿元", "马拉松男子冠军，成绩是多少？")
    assert understand("女子呢？", [first, second]).question == "马拉松女子冠军，成绩是多少？"


def test_a_word_is_found_again_however_it_is_written() -> None:
    before = turn("A组冠军是谁？", "沈怀远")
    assert understand("B组呢？", [before]).question == "B组冠军是谁？"


@pytest.mark.parametrize(
    ("before", "answer", "question", "understood"),
    [
        ("贺兰舟在《渡口》里演谁？", "沈怀远", "《归途》呢？", "贺兰舟在《归途》里演谁？"),
        ("韩国社会学会哪年成立？", "3.8亿元", "韩国经济学会呢？", "韩国经济学会哪年成立？"),
        ("他在曲麻县工作了几年？", "3.8亿元", "那在玛沁县呢？", "他在玛沁县工作了几年？"),
        ("2号船叫什么名字？", "3.8亿元", "首制船呢？", "首制船叫什么名字？"),
        ("书法赛第一奖金多少？", "3.8亿元", "第三名呢？", "书法赛第三名奖金多少？"),
        ("贺兰舟多大年纪？", "3.8亿元", "死因呢？", "死因是什么？"),
        ("贺兰舟多大年纪？", "3.8亿元", "告别仪式呢？", "告别仪式是什么时候？"),
        ("云州工厂爆炸伤了几人？", "3.8亿元", "那东屿体育馆坍塌呢？", "东屿体育馆坍塌伤了几人？"),
    ],
)
def test_what_is_named_takes_the_place_of_what_is_like_it_or_is_asked_as_such_things_are(
    before: str, answer: str, question: str, understood: str
) -> None:
    assert understand(question, [turn(before, answer)]).question.rpartition("，")[2] == understood


def test_an_event_that_the_article_does_not_print_may_be_a_new_subject() -> None:
    understood = understand("那东屿体育馆坍塌呢？", [turn("云州工厂火灾死了几人？", "3.8亿元")])
    assert understood.is_open
    assert understood.alone.startswith("东屿体育馆坍塌")


def test_his_father_is_not_he() -> None:
    before = turn("沈怀远的父亲多大年纪？", "3.8亿元")
    assert understand("他是哪里人？", [before]).question == "沈怀远的父亲是哪里人？"


def test_a_topic_ends_before_its_verb() -> None:
    before = turn("省运会火炬手被判了多久？", "3.8亿元")
    assert understand("哪天的事？", [before]).question.startswith("省运会火炬手，")


def test_what_is_asked_of_a_follow_up_is_told_by_its_own_words() -> None:
    assert analyse("半程马拉松比分是多少，是第几轮？", "是第几轮？").text == "是第几轮?"
    assert analyse("盗树案判了多久，被告人有谁？", "被告人有谁？").kind == "people"


def test_another_group_is_asked_what_was_asked_first_not_what_came_of_the_answer() -> None:
    first = turn("龙舟赛男子组冠军是谁？", "沈怀远")
    second = turn("他们为什么申诉？", "3.8亿元", "龙舟赛男子组冠军，他们为什么申诉？")
    assert understand("女子组呢？", [first, second]).question == "龙舟赛女子组冠军是谁？"
    football = turn("校园足球赛小学男子组谁夺冠了？", "沈怀远")
    assert understand("女子组呢？", [football]).question == "校园足球赛小学女子组谁夺冠了？"


def test_a_year_takes_the_place_of_a_year() -> None:
    before = turn("2025年5月工业增加值增长多少？", "3.8亿元")
    assert understand("2024年呢？", [before]).question == "2024年5月工业增加值增长多少？"


def test_a_measure_word_is_no_part_of_what_is_asked_about() -> None:
    before = turn("第六届科技节有多少名学生参加？", "贺兰舟")
    assert understand("哪天开幕？", [before]).question == "第六届科技节学生参加，哪天开幕？"
    ordinal = turn("沈怀远主持的是区政府第几次常务会议？", "第41次")
    assert "第常务" not in understand("那是哪天？", [ordinal]).question


@pytest.mark.parametrize(
    "question", ["那曲市去年接待了多少名游客？", "都江堰市市长是谁的下属？", "都匀市新大桥是哪年建成通车的？"]
)
def test_a_name_that_begins_like_a_follow_up_is_left_whole(question: str) -> None:
    assert understand(question, [turn(WHO, "沈怀远")]).question == question


def test_this_one_is_what_was_spoken_of() -> None:
    assert understand("这次研究了什么？", [turn(WHO, "沈怀远")]).articles == ("a1",)


def test_a_syllable_like_he_is_no_pronoun() -> None:
    assert understand("马耳他总理是谁？", [turn(WHO, "沈怀远")]).question.endswith("马耳他总理是谁？")


def test_what_may_be_a_new_subject_is_asked_alone_too() -> None:
    assert understand("那梁舒白会见了谁？", [turn(WHO, "沈怀远")]).alone == "梁舒白会见了谁？"
    for question in ("还有谁参加了？", "那是哪天的事？", "那贺兰舟列席会议了吗？"):
        assert understand(question, [turn(WHO, "沈怀远")]).alone == ""


def test_that_person_or_thing_is_no_noun_to_be_asked_for() -> None:
    understood = understand("那位多大年纪", [turn(WHO, "沈怀远")])
    assert understood.question == "区政府第41次常务会议，那位多大年纪"


def test_whoever_answered_who_is_meant_by_a_pronoun_be_the_name_known_or_not() -> None:
    scorer = Turn("最佳射手是谁？", Answer("", text="贝子轩", citations=turn(WHO, "沈怀远").answer.citations))
    assert understand("他进了几个球？", [scorer]).question == "贝子轩进了几个球？"
    assert understand("他多大年纪？", [scorer, turn("会议在哪开？", "")]).question == "贝子轩多大年纪？"


def test_a_full_question_of_which_the_article_prints_the_half_is_looked_for_there_first() -> None:
    understood = understand("改造防汛设施总投资预算多少？", [turn(WHO, "沈怀远")])
    assert (understood.question, understood.articles) == ("改造防汛设施总投资预算多少？", ("a1",))
    assert understand("彭向东的改造总投资多少？", [turn(WHO, "沈怀远")]).articles == ()


def test_a_question_of_another_person_is_asked_without_what_was_asked_of_the_one_before() -> None:
    before = turn("沈怀远主持什么会议？", "区政府第41次常务会议")
    assert understand("贺兰舟列席会议吗", [before]).question == "贺兰舟列席会议吗"
    assert understand("听取什么汇报", [before]).question == "沈怀远主持，听取什么汇报"


def test_whom_a_pronoun_means_is_told() -> None:
    follow = understand("谁起诉了他？", [turn("谁主持了会议？", "沈怀远")]).follow
    assert follow
    assert follow.about == "沈怀远"


def test_a_pronoun_stands_for_the_person_just_named() -> None:
    assert (
        understand("他担任什么职务？", [turn("谁主持了会议？", "沈怀远")]).question == "沈怀远担任什么职务？"
    )


@pytest.mark.parametrize(
    "question", ["鹭洲大桥什么时候通车？", "第九届文化节有多少项活动？", "Who chaired the meeting?"]
)
def test_a_full_question_on_another_subject_is_left_as_it_is(question: str) -> None:
    for history in ([], [turn(WHO, "沈怀远")]):
        understood = understand(question, history)
        assert (understood.question, understood.articles) == (question, ())


def test_a_question_in_other_words_than_the_article_may_go_on_or_be_new() -> None:
    understood = understand("乘客最多能免费带几件行李？", [turn(WHO, "沈怀远")])
    assert understood.is_open
    assert (understood.question, understood.articles) == (
        "区政府第41次常务会议，乘客最多能免费带几件行李？",
        ("a1",),
    )
    assert understood.alone == "乘客最多能免费带几件行李？"


def test_what_is_named_next_takes_the_place_of_what_was_named_before() -> None:
    first = turn("人民币对美元中间价是多少？", "3.8亿元")
    second = turn("欧元呢？", "3.8亿元", "人民币对欧元中间价是多少？")
    assert understand("港币呢？", [first, second]).question == "人民币对港币中间价是多少？"


@pytest.mark.parametrize(
    ("first", "second", "third", "understood"),
    [
        ("青溪镇仓库火灾伤了几人？", "损失呢？", "原因呢？", "原因是什么？"),
        ("青溪镇仓库火灾损失多少？", "镇长呢？", "起因呢？", "起因是什么？"),
        ("青溪镇教师有多少？", "教师呢？", "学费呢？", "学费是多少？"),
    ],
)
def test_only_what_is_alike_takes_the_place(first: str, second: str, third: str, understood: str) -> None:
    history = [turn(first, "3.8亿元")]
    history.append(turn(second, "3.8亿元", understand(second, history).question))
    assert understand(third, history).question.endswith(understood)


def test_a_person_named_next_takes_the_place_of_a_pronoun_in_the_article_that_names_him() -> None:
    before = turn("他罚了多少钱？", "3.8亿元", "酒后驾车，他罚了多少钱？")
    understood = understand("贺兰舟呢？", [before])
    assert (understood.question, understood.articles) == ("酒后驾车，贺兰舟罚了多少钱？", ("a1",))
    before = turn("他罚了多少？", "3.8亿元", "他开的仓库着火，他罚了多少？")
    assert understand("贺兰舟呢？", [before]).question == "他开的仓库着火，贺兰舟罚了多少？"


def test_what_stands_before_a_comma_is_what_a_conversation_is_about() -> None:
    before = turn("二季度项目签约仪式上，谁致的辞？", "沈怀远")
    assert understand("哪天的事？", [before]).question == "二季度项目签约仪式上，哪天的事？"
    before = turn("据临澄日报报道，鹭洲小学新校区食堂哪天启用？", "沈怀远")
    assert "鹭洲小学新校区食堂" in understand("几个学生？", [before]).question


def test_a_question_that_is_about_nothing_puts_nothing_in_front() -> None:
    asked = "乘客最多能免费带几件行李？"
    assert understand(asked, [turn("谁？", "沈怀远")]).question == asked


def test_a_school_is_not_like_the_beginning_of_school() -> None:
    assert understand("临澄中学呢？", [turn("临澄小学哪天开学？", "3.8亿元")]).question.endswith(
        "临澄中学哪天开学？"
    )


def test_a_correction_asks_the_same_of_what_was_meant() -> None:
    assert understand("不对，我问的是第42次。", [turn(WHO, "沈怀远")]).question == WHO.replace("41", "42")
    assert understand("我问的是谁列席", [turn(WHO, "沈怀远")]).question == "区政府第41次常务会议，谁列席"


def test_one_can_go_back_to_what_was_spoken_of_before() -> None:
    other = Article("b1", "龙舟赛", "龙舟赛在澄水河举行，男子组冠军是渡口队。")
    raced = Answer(
        "龙舟赛在哪举行？",
        "龙舟赛在哪举行？",
        "澄水河",
        citations=(Citation(other, "text", 0, 8, ((4, 7),)),),
    )
    history = [turn(WHO, "沈怀远"), Turn("龙舟赛在哪举行？", raced)]
    for question in ("刚才那个常务会议还有谁参加？", "回到刚才的常务会议，还有谁参加？"):
        understood = understand(question, history)
        assert (understood.question, understood.articles) == ("区政府第41次常务会议，还有谁参加？", ("a1",))
