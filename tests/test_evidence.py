"""How much of a question a text holds."""

from qa.evidence import coverage


def test_a_name_is_held_that_is_printed_with_a_space() -> None:
    assert coverage({"文渊": 1.0}, "馆长文　渊介绍") == coverage({"文渊": 1.0}, "馆长文渊介绍") == 1.0
    assert coverage({"文渊": 1.0}, "馆长文、渊介绍") == 0.0
