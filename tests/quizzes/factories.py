"""Builders of questions in words: content first, then rows where a test needs the database."""

from __future__ import annotations

from copy import deepcopy

from quizzes import kinds


def _common(kind, **changes):
    content = {
        "kind": kind,
        "objectives": ["6.31"],
        "releases": [],
        "stem": {"zh": "哪种迁移方式要求处理器兼容？", "en": "Which migration needs like CPUs?"},
        "explanation": {"zh": "要看有没有运行状态要延续。", "en": "It depends on running state."},
        "source": "vCenter Server and Host Management (6.7)",
        "difficulty": 2,
        "proof": None,
    }
    return kinds.normalised({**content, **changes})


def _content(kind, first_options, **changes):
    return _common(kind, **{"options": deepcopy(first_options), "scoring": "exact", **changes})


def an_option(key, *, correct=False, **changes):
    return {
        "key": key,
        "text": {"zh": f"选项{key}", "en": f"Option {key}"},
        "correct": correct,
        "why": {"zh": f"说明{key}", "en": f"Reason {key}"},
        "misconception": None,
        **changes,
    }


def a_question(**changes):
    """Single choice; the key is `c`."""
    options = [an_option(key, correct=key == "c") for key in "abcd"]
    return _content("single_choice", options, **changes)


def a_multiple_response(**changes):
    """Multiple response; the key is `c` and `d`, and the count is told."""
    options = [an_option(key, correct=key in "cd") for key in "abcd"]
    return _content("multiple_response", options, **{"choose": 2, **changes})


def a_true_false(*, answer=True, **changes):
    """A statement that is true unless told otherwise."""
    options = [
        {key: value for key, value in an_option(key, correct=right).items() if key != "text"}
        for key, right in (("true", answer), ("false", not answer))
    ]
    return _content("true_false", options, **changes)


def an_answer(*, correct=False, **changes):
    return {
        "correct": correct,
        "why": {"zh": "说明", "en": "Reason"},
        "misconception": None,
        **changes,
    }


def a_numeric(**changes):
    """8 GB, give or take half of one; 4 is half right, and 1 a known mistake. MB are accepted."""
    answers = [
        an_answer(value="8", tolerance="0.5", correct=True),
        an_answer(value="4", correct="1/2"),
        an_answer(value="1"),
    ]
    own = {"answers": answers, "unit": "GB", "other_units": {"MB": "1/1024"}}
    return _common("numeric", **{**own, **changes})


def a_short_text(**changes):
    """vMotion, alone or behind other words; `Storage vMotion` is known to be wrong."""
    answers = [
        an_answer(text="Storage vMotion"),
        an_answer(text="vMotion", correct=True),
        an_answer(text="* vMotion", correct=True),
        an_answer(text="*migration*", correct="1/2"),
    ]
    return _common("short_text", **{"answers": answers, **changes})


def an_ordering(**changes):
    """Three steps; the right order is b, c, a."""
    steps = [{"key": key, "text": {"zh": f"步骤{key}", "en": f"Step {key}"}} for key in "bca"]
    return _common("ordering", **{"steps": steps, "scoring": "by_position", **changes})


def a_matching(**changes):
    """a belongs to y, b to x and c to y again; z belongs to none."""
    pairs = {"a": "y", "b": "x", "c": "y"}
    prompts = [
        {"key": key, "text": {"zh": f"项{key}", "en": f"Item {key}"}, "choice": choice}
        for key, choice in pairs.items()
    ]
    choices = [{"key": key, "text": {"zh": f"选{key}", "en": f"Choice {key}"}} for key in "xyz"]
    own = {"prompts": prompts, "choices": choices, "scoring": "per_pair"}
    return _common("matching", **{**own, **changes})


def a_cloze(**changes):
    """A word, a number and a list: vMotion, 8 and x."""
    passage = {
        "zh": "用[[a]]，上限[[b]]，超过的[[c]]。",
        "en": "By [[a]], up to [[b]]; more [[c]].",
    }
    blanks = [
        {"key": "a", "asks": "text", "answers": [an_answer(text="vMotion", correct=True)]},
        {"key": "b", "asks": "number", "answers": [an_answer(value="8", correct=True)]},
        {"key": "c", "asks": "list", "options": [an_option(k, correct=k == "x") for k in "xyz"]},
    ]
    own = {"passage": passage, "blanks": blanks, "scoring": "per_blank"}
    return _common("cloze", **{**own, **changes})


# A whole question of each kind, in the order of the menu.
OF_KIND = {
    "single_choice": a_question,
    "multiple_response": a_multiple_response,
    "true_false": a_true_false,
    "numeric": a_numeric,
    "short_text": a_short_text,
    "ordering": an_ordering,
    "matching": a_matching,
    "cloze": a_cloze,
}


def stored(content=None, *, slug="vmotion-storage-vmotion/a-question", state="published", **fields):
    """A question with one version in the database; published unless told otherwise."""
    from quizzes.bank.models import Question, QuestionVersion

    content = content or a_question()
    question, _ = Question.objects.get_or_create(slug=slug)
    version = QuestionVersion.objects.create(
        question=question,
        number=question.versions.count() + 1,
        kind=content["kind"],
        content=content,
        digest=kinds.digest(content),
        state=state,
        origin=fields.pop("origin", "authored"),
        **fields,
    )
    if state == "published":
        question.published = version
        question.save(update_fields=["published"])
    return version


def a_proof_site():
    """web-01 runs on esx-01 (Intel); esx-intel is alike, esx-amd is not, esx-abroad stands in
    another datacenter, esx-far under another vCenter Server. All share storage."""
    network = {
        "nics": {"vmnic0": {"mbps": 10000}},
        "switches": {
            "vSwitch0": {"uplinks": ["vmnic0"], "port_groups": {"Production": {}, "vMotion": {}}}
        },
        "vmkernel": {"vmk1": {"network": "vMotion", "services": ["vmotion"]}},
        "mounts": {"shared-01": {}, "shared-02": {}},
    }
    intel, amd = "intel-skylake", "amd-zen2"
    places = {
        "esx-01": ("dc-1", intel),
        "esx-intel": ("dc-1", intel),
        "esx-amd": ("dc-1", amd),
        "esx-abroad": ("dc-2", intel),
        "esx-far": ("dc-3", intel),
    }
    return {
        "vcenters": {"vc-01": {}, "vc-02": {}},
        "datacenters": {
            "dc-1": {"vcenter": "vc-01"},
            "dc-2": {"vcenter": "vc-01"},
            "dc-3": {"vcenter": "vc-02"},
        },
        "hosts": {
            name: {
                "datacenter": datacenter,
                "cpu": {"generation": generation},
                "memory_mb": 65536,
                **deepcopy(network),
            }
            for name, (datacenter, generation) in places.items()
        },
        "datastores": {
            "shared-01": {"capacity_mb": 1024000, "datacenter": "dc-1"},
            "shared-02": {"capacity_mb": 1024000, "datacenter": "dc-1"},
        },
        "vms": {
            "web-01": {
                "host": "esx-01",
                "power": "poweredOn",
                "files": {"config": "shared-01"},
                "hardware": {
                    "memory_mb": 4096,
                    "disks": {"disk-1": {"datastore": "shared-01", "size_mb": 20480}},
                    "nics": {"nic-1": {"network": "Production"}},
                },
            }
        },
    }


def a_move(**where):
    """The request to migrate web-01."""
    return {"type": "Migrate", "vm": "web-01", **where}


def a_claim(action, expect, **narrower):
    return {"action": action, "expect": expect, **narrower}


def a_proof(*, site=None, **claims):
    return {"site": site or a_proof_site(), "claims": claims}
