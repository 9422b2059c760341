"""A holder of another post, or of another rank, is never the one asked for."""

import pytest

from qa.posts import holds_another, is_of_another_rank


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("云州市市长是谁？", "云州市副市长林远出席会议", "林远"),
        ("云州市市长是谁？", "任命林远为云州市副市长", "林远"),
        ("谁是云州市市长", "东屿市市长林远来访", "林远"),
        ("省委组织部部长是谁", "省委组织部常务副部长林远讲话", "林远"),
        ("云州市法院副院长叫什么", "云州市法院院长林远列席会议", "林远"),
        ("云州师范大学校长是谁", "东屿师范大学校长林远表示", "林远"),
        ("云州大学党委书记是谁", "云州大学党委副书记、校长林远", "林远"),
        ("云州大学校长是谁", "云州大学党委书记林远任省教育厅厅长", "林远"),
        ("省发改委主任是谁", "任命林远为省国资委主任", "林远"),
        ("国务院总理是谁", "国务院副总理林远", "林远"),
        ("云州女足的主教练是谁", "东屿女足主教练林远说", "林远"),
        ("首席科学家是谁", "航次首席科学家助理林远介绍", "林远"),
        ("谁当选ICOM主席", "林远当选ICOM第七届第一工作组联合主席。", "林远"),
        ("开封市市长是谁", "开封市市长沈岚，东屿市市长林远出席", "林远"),
        ("东屿市市长是谁", "开封市市长林远，东屿市副市长沈岚出席", "林远"),
        ("云州大学校长是谁", "东屿大学校长林远、沈岚、周鸿、赵伟等专家、基金经理齐聚。", "林远"),
    ],
)
def test_another_post_is_known(question: str, sentence: str, name: str) -> None:
    start = sentence.index(name)
    assert holds_another(question, sentence, start, start + len(name))


@pytest.mark.parametrize(
    ("question", "sentence", "name"),
    [
        ("云州市市长是谁？", "云州市委副书记、市长林远出席会议", "林远"),
        ("谁是市长", "市长林远来访", "林远"),
        ("谁接任校长", "副校长林远接任。", "林远"),
        ("谁当选ICOM主席", "副主席林远当选ICOM主席。", "林远"),
        ("云州大学校长是谁", "东屿大学校长林远任云州大学校长", "林远"),
        ("区法院院长是谁", "临澄区人民法院院长林远", "林远"),
        ("市长是谁", "本市市长林远说", "林远"),
        ("云岭县的县委书记是谁", "座谈会上，林远听取云岭县委书记沈岚的汇报", "沈岚"),
        ("博物馆首任馆长是谁", "首任馆长由原档案馆副馆长林远担任", "林远"),
        ("云州市检察院检察长是谁", "市人民检察院检察长林远列席", "林远"),
        ("云州市院长是谁", "院长一职由云州大学副校长林远接任", "林远"),
        ("项目负责人是谁", "局长林远说", "林远"),
        ("沈岚之前谁是集团总经理", "林远调任集团副总裁", "林远"),
        ("现任市委书记是谁", "云州市委书记林远主持", "林远"),
        ("我市市长是谁", "云州市市长林远", "林远"),
        ("云岭县委书记是谁", "市长沈岚陪同县委书记林远调研", "林远"),
        ("市博物馆馆长是谁", "云州博物馆馆长林远", "林远"),
        ("云州市市长是谁", "林远曾任云岭县县长，现任云州市市长", "林远"),
        ("谁当选商会会长", "经投票，董事长林远高票当选", "林远"),
        ("领导小组组长是谁", "组长：市委书记林远", "林远"),
        ("区委书记和区长是谁", "区委书记沈岚、区长林远", "林远"),
        ("被查的县委书记是谁", "云岭县委书记林远接受调查", "林远"),
        ("国家队主教练是谁", "国家女篮主教练林远说", "林远"),
        ("会议主持人是谁", "会议由副区长林远主持", "林远"),  # no post is told to be his
        ("谁主持会议", "副区长林远主持", "林远"),  # no post is asked for
        ("市长是谁", "林远出席", "林远"),
    ],
)
def test_the_same_post_or_none_speaks_not_against_a_person(question: str, sentence: str, name: str) -> None:
    start = sentence.index(name)
    assert not holds_another(question, sentence, start, start + len(name))


def test_ranks_differ_by_any_of_their_names() -> None:
    assert is_of_another_rank("男子组冠军是谁", "林远获得银牌")
    assert is_of_another_rank("谁是第3名", "林远夺冠")
    assert not is_of_another_rank("谁获得金牌", "林远以3分之差夺冠")
    assert not is_of_another_rank("亚军是谁", "冠军林远、亚军沈岚")
    assert not is_of_another_rank("谁获得第1名", "林远得了第11名")
    assert not is_of_another_rank("谁参加了比赛", "林远获得银牌")
    assert not is_of_another_rank("谁获得冠军", "林远、沈岚分获第一、第二名")
    assert not is_of_another_rank("冠军是谁", "林远战胜亚军沈岚")
    assert not is_of_another_rank("奥运冠军林远今年多大", "23岁的林远获得银牌")
