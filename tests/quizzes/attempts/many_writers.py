"""Run by its test in a process and a database of its own: many threads at one learner's attempt.

Prints one line of JSON: how many attempts a storm of starts made, and the key of the answer that
a storm of saves left.
"""

from __future__ import annotations

import json
import random
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import django
from django.core.management import call_command

django.setup()

from django.db import connection  # noqa: E402 - the apps must be ready first

from quizzes.attempts import services  # noqa: E402
from quizzes.attempts.models import Answer, Attempt  # noqa: E402
from quizzes.attempts.order import OrderKey  # noqa: E402
from quizzes.catalogue import find_quiz  # noqa: E402
from studyguide.accounts.models import User  # noqa: E402
from tests.quizzes.factories import a_multiple_response, stored  # noqa: E402

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
WRITERS = 8


def at_once(deed, things):
    def closing(thing):
        try:
            return deed(thing)
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(closing, things))


def main() -> None:
    call_command("migrate", verbosity=0, skip_checks=True)
    stored(a_multiple_response(objectives=["6.08"]), slug="vmotion-storage-vmotion/one")
    learner = User.objects.create(username="learner")
    quiz = find_quiz("objective-6-08")
    at_once(
        lambda seed: services.start_attempt(
            learner=learner, quiz=quiz, release="notes", seed=str(seed), at=NOW
        ),
        range(WRITERS),
    )
    item = Attempt.objects.first().items.get()
    saves = [(lease, counter) for lease in (1, 2, 3) for counter in range(12)]
    random.Random(7).shuffle(saves)
    at_once(
        lambda key: services.record_answer(
            item=item,
            response={"picked": ["abcd"[key[1] % 4]]},
            key=OrderKey(*key),
            at=NOW,
        ),
        saves,
    )
    handed_in = at_once(
        lambda _: services.hand_in(attempt=item.attempt, at=NOW).score, range(WRITERS)
    )
    answer = Answer.objects.get()
    print(
        json.dumps(
            {
                "attempts": Attempt.objects.count(),
                "key": [answer.lease, answer.counter],
                "picked": answer.response["picked"],
                "evidence": learner.evidence.count(),
                "scores": sorted(set(handed_in)),
            }
        )
    )


main()
