"""True or false: two options with fixed keys, `true` and `false`, whose words are ours."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping

from quizzes.kinds.choice import OPTION_KEYS, ChoiceKind
from quizzes.kinds.content import Problem, problem
from studyguide.text import Text

WORDS = {"true": {"zh": "正确", "en": "True"}, "false": {"zh": "错误", "en": "False"}}


class TrueFalse(ChoiceKind):
    name = "true_false"
    label = Text(zh="判断", en="True or false")
    option_keys = OPTION_KEYS - {"text"}
    key_rule = Text(zh="需要文字true或false", en="needs the text 'true' or 'false'")

    def is_option_key(self, key: object) -> bool:
        return isinstance(key, str) and key in WORDS

    def key_problems(self, content: Mapping) -> Iterator[Problem]:
        yield from super().key_problems(content)
        if [option["key"] for option in content["options"]] != list(WORDS):
            yield problem(
                "/options",
                zh="需要两个选项：先true，后false",
                en="needs two options: 'true', then 'false'",
            )

    def option_text(self, option: Mapping) -> Mapping[str, str]:
        return WORDS[option["key"]]

    def claimed(self, content: Mapping) -> tuple[str, ...]:
        """One claim decides both: `false` is right exactly where the statement does not hold."""
        return ("true",)

    def instruction(self, content: Mapping) -> Text:
        return Text(zh="判断正误。", en="Is this statement true or false?")

    def order(self, content: Mapping, rng: random.Random) -> list[str]:
        return list(WORDS)
