"""Whether a proof is written as one; whether it holds is not asked here."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping

from labs.datacenter.wire.read import read_site
from quizzes import kinds
from quizzes.kinds.content import Problem, Stage, escaped, problem, unknown_keys
from quizzes.proof.claims import claim_problems
from studyguide.text import Text

PROOF_KEYS = frozenset(("site", "claims"))
LARGEST = 100_000
# Half a surrogate pair, or a zero byte as JSON writes it: no database keeps these.
UNSTORABLE = re.compile(r"[\ud800-\udfff]|\\u0000")


def problems(content: object, stage: Stage = Stage.PUBLISHED) -> list[Problem]:
    """Everything wrong with content, the inside of its proof included."""
    found = kinds.problems(content, stage)
    if isinstance(content, Mapping) and content.get("proof") is not None:
        found += proof_problems(content, complete=stage is not Stage.DRAFT and not found)
    return list(found)


def proof_problems(content: Mapping, *, complete: bool) -> Iterator[Problem]:
    """What is wrong with the writing of a proof; `complete` asks for every option's claim."""
    proof = content["proof"]
    if not isinstance(proof, Mapping):
        yield problem("/proof", zh="需要site和claims", en="needs the keys site and claims")
        return
    text = json.dumps(proof, default=str, ensure_ascii=False)
    if len(text) > LARGEST:
        yield problem(
            "/proof", zh=f"超过{LARGEST}个字符", en=f"is larger than {LARGEST} characters"
        )
        return
    if UNSTORABLE.search(text):
        yield problem("/proof", zh="含有控制字符", en="contains control characters")
        return
    yield from unknown_keys(proof, PROOF_KEYS, "/proof")
    yield from _site_problems(proof.get("site"))
    given = proof.get("claims")
    if not isinstance(given, Mapping):
        yield problem(
            "/proof/claims",
            zh="需要每个选项的主张",
            en="needs the claims of the options, by their keys",
        )
        return
    for key, claim in given.items():
        yield from claim_problems(claim, f"/proof/claims/{escaped(str(key))}")
    if complete:
        yield from _coverage_problems(content, given)


def _site_problems(site: object) -> Iterator[Problem]:
    if not isinstance(site, Mapping):
        yield problem("/proof/site", zh="需要一个站点", en="needs a site")
        return
    for each in read_site(dict(site))[1]:
        yield Problem(
            pointer=f"/proof/site{each.path}",
            text=Text(
                zh=each.text.in_language("zh").format(), en=each.text.in_language("en").format()
            ),
        )


def _coverage_problems(content: Mapping, given: Mapping) -> Iterator[Problem]:
    wanted = kinds.kind_of(content).claimed(content)
    for key in wanted:
        if key not in given:
            yield problem(
                "/proof/claims",
                zh=f"需要选项“{key}”的主张",
                en=f"needs a claim for the option '{key}'",
            )
    for key in given:
        if key not in wanted:
            yield problem(
                f"/proof/claims/{escaped(str(key))}",
                zh=f"没有需要主张的选项“{str(key)[:20]}”",
                en=f"'{str(key)[:20]}' is not an option that needs a claim",
            )
