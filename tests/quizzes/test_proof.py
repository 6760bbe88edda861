"""A key is proven, refuted or undecided by the engine, and publishing follows the verdict."""

from copy import deepcopy

import pytest

from labs.datacenter.releases import RELEASES
from quizzes import proof
from quizzes.kinds import Stage
from quizzes.proof import Outcome
from tests.quizzes.factories import (
    a_claim,
    a_move,
    a_multiple_response,
    a_proof,
    a_proof_site,
    a_question,
    a_true_false,
    an_option,
)

TO_AMD = a_move(host="esx-amd")
TO_INTEL = a_move(host="esx-intel")
TO_OTHER_STORE = a_move(datastore="shared-02")
ABROAD = a_move(host="esx-abroad")

# The rule that refuses this in 5.5 rests on a source that was not read.
COLD_TO_ANOTHER_VCENTER = a_claim(
    a_move(host="esx-far"), "refused", first=[{"type": "PowerOff", "vm": "web-01"}]
)


def found(content, stage=Stage.PUBLISHED):
    return [str(each) for each in proof.problems(content, stage)]


def refusals(content):
    return [str(each) for each in proof.may_publish(content)]


def a_statement(claim, *, answer=True, **changes):
    return a_true_false(answer=answer, proof=a_proof(true=claim), **changes)


def outcome(content):
    return proof.prove(content).outcome


class TestOutcomes:
    def test_is_proven_where_every_claim_agrees_with_the_key(self):
        content = a_multiple_response(
            options=[an_option(key, correct=key in "bc") for key in "abc"],
            choose=2,
            proof=a_proof(
                a=a_claim(TO_INTEL, "refused"),
                b=a_claim(TO_AMD, "refused", rule="cpu.vendor_differs"),
                c=a_claim(TO_AMD, "refused"),
            ),
        )

        assert outcome(content) is Outcome.PROVEN
        assert proof.prove(content).reasons == ()
        assert refusals(content) == []

    def test_is_refuted_where_a_keyed_claim_fails(self):
        content = a_statement(a_claim(TO_AMD, "allowed"))

        assert outcome(content) is Outcome.REFUTED
        assert refusals(content) == [
            "/proof: is refuted by the engine. notes, 5.5: option true is keyed, but its claim "
            "fails: refused by cpu.vendor_differs (CpuIncompatible)",
            "/proof: is refuted by the engine. 6.7, 7.0, 8.0: option true is keyed, but its claim "
            "fails: refused by cpu.vendor_differs (FeatureRequirementsNotMet)",
        ]

    def test_is_refuted_where_a_claim_holds_that_is_not_keyed(self):
        content = a_statement(a_claim(TO_INTEL, "allowed"), answer=False)

        assert outcome(content) is Outcome.REFUTED
        assert refusals(content) == [
            "/proof: is refuted by the engine. notes, 5.5, 6.7, 7.0, 8.0: option true is not "
            "keyed, but its claim holds: the action is allowed"
        ]

    def test_depends_where_only_some_releases_agree_and_none_is_named(self):
        content = a_statement(a_claim(ABROAD, "allowed"))

        assert outcome(content) is Outcome.DEPENDS
        assert refusals(content) == [
            "/proof: holds in some releases only, and the question names none. 5.5: option true "
            "is keyed, but its claim fails: refused by boundary.datacenter_mismatch "
            "(DatacenterMismatch)"
        ]

    def test_is_proven_once_the_question_names_the_releases_that_agree(self):
        content = a_statement(a_claim(ABROAD, "allowed"), releases=["6.7", "7.0", "8.0"])

        assert outcome(content) is Outcome.PROVEN
        assert proof.prove(content).scope == ("6.7", "7.0", "8.0")
        assert refusals(content) == []

    def test_is_refuted_where_a_named_release_disagrees(self):
        content = a_statement(a_claim(ABROAD, "allowed"), releases=["5.5", "8.0"])

        assert outcome(content) is Outcome.REFUTED

    def test_is_refuted_where_no_release_agrees_with_the_whole_key(self):
        options = [an_option("a", correct=True), an_option("b"), an_option("c")]
        content = a_question(
            options=options,
            proof=a_proof(
                a=a_claim(ABROAD, "allowed"),
                b=a_claim(ABROAD, "refused"),
                c=a_claim(TO_INTEL, "allowed"),
            ),
        )

        assert outcome(content) is Outcome.REFUTED

    def test_is_undecidable_without_a_proof_which_forbids_nothing(self):
        content = a_question()

        assert outcome(content) is Outcome.UNDECIDABLE
        assert proof.prove(content).rows == ()
        assert refusals(content) == []

    def test_shows_every_release_and_marks_those_that_count(self):
        given = proof.prove(a_statement(a_claim(ABROAD, "allowed"), releases=["8.0"]))

        (row,) = given.rows
        assert [cell.release for cell in row.cells] == list(RELEASES)
        assert [cell.in_scope for cell in row.cells] == [False, False, False, False, True]
        assert given.by_release["5.5"] == {"true": False}
        assert given.by_release["8.0"] == {"true": True}
        assert (given.agrees_in("5.5"), given.agrees_in("8.0")) == (False, True)

    def test_carries_the_findings_that_decided(self):
        (row,) = proof.prove(a_statement(a_claim(TO_AMD, "refused"))).rows

        judgement = row.cells[-1].judgement
        assert (judgement.verdict, judgement.fault) == ("refused", "FeatureRequirementsNotMet")
        assert [(line.code, line.severity) for line in judgement.lines] == [
            ("cpu.vendor_differs", "error")
        ]
        assert judgement.lines[0].text.zh
        assert judgement.lines[0].text.en


class TestClaims:
    @pytest.mark.parametrize(
        ("claim", "holds"),
        [
            pytest.param(a_claim(TO_INTEL, "allowed"), True, id="allowed"),
            pytest.param(a_claim(TO_AMD, "allowed"), False, id="not allowed"),
            pytest.param(a_claim(TO_AMD, "refused", rule="cpu.vendor_differs"), True, id="rule"),
            pytest.param(
                a_claim(TO_AMD, "refused", rule="storage.disks_unreachable"), False, id="other rule"
            ),
            pytest.param(
                a_claim(TO_AMD, "refused", fault="FeatureRequirementsNotMet"), True, id="fault"
            ),
            pytest.param(a_claim(TO_AMD, "refused", fault="NoDiskSpace"), False, id="other fault"),
            pytest.param(a_claim(TO_INTEL, "allowed", type="VMO"), True, id="type"),
            pytest.param(a_claim(TO_INTEL, "allowed", type="SVMO"), False, id="other type"),
            pytest.param({"not": a_claim(TO_AMD, "allowed")}, True, id="not"),
            pytest.param(
                {"all": [a_claim(TO_INTEL, "allowed"), a_claim(TO_AMD, "refused")]}, True, id="all"
            ),
            pytest.param(
                {"all": [a_claim(TO_INTEL, "allowed"), a_claim(TO_AMD, "allowed")]},
                False,
                id="not all",
            ),
            pytest.param(
                {"any": [a_claim(TO_INTEL, "refused"), a_claim(TO_AMD, "refused")]}, True, id="any"
            ),
            pytest.param(
                a_claim(TO_AMD, "allowed", first=[{"type": "PowerOff", "vm": "web-01"}]),
                True,
                id="after another action",
            ),
            pytest.param(
                a_claim(
                    ABROAD,
                    "allowed",
                    rule="boundary.networks_may_differ",
                    first=[{"type": "PowerOff", "vm": "web-01"}],
                ),
                True,
                id="a warning while allowed",
            ),
        ],
    )
    def test_hold_or_fail(self, claim, holds):
        content = a_statement(claim, answer=holds, releases=["8.0"])

        assert found(content) == []
        assert outcome(content) is Outcome.PROVEN

    @pytest.mark.parametrize(
        ("claim", "reason"),
        [
            pytest.param(
                a_claim(a_move(host="esx-99"), "refused"),
                "names esx-99, which the site does not hold",
                id="an object that is not there",
            ),
            pytest.param(
                a_claim(a_move(host="esx-01"), "refused"),
                "asks for an action that would change nothing",
                id="an action that changes nothing",
            ),
            pytest.param(
                a_claim(TO_INTEL, "allowed", first=[TO_AMD]),
                "step 1 before the action is refused: FeatureRequirementsNotMet",
                id="a first step that is refused",
            ),
            pytest.param(
                a_claim(TO_INTEL, "allowed", first=[{"type": "PowerOff", "vm": "db-99"}]),
                "step 1 before the action is refused: ManagedObjectNotFound",
                id="a first step on nothing",
            ),
        ],
    )
    def test_that_say_nothing_decide_nothing_and_are_not_published(self, claim, reason):
        content = a_statement(claim, releases=["8.0"])

        assert outcome(content) is Outcome.UNDECIDABLE
        assert refusals(content) == [f"/proof: cannot be decided. 8.0: option true {reason}"]

    def test_of_a_statement_decide_both_its_options(self):
        assert outcome(a_statement(a_claim(TO_AMD, "allowed"), answer=False)) is Outcome.PROVEN


class TestUnverified:
    def test_a_proof_through_an_unverified_rule_is_not_proven(self):
        content = a_statement(COLD_TO_ANOTHER_VCENTER, releases=["5.5"])

        assert outcome(content) is Outcome.UNVERIFIED
        assert "unverified" in proof.prove(content).reasons[0].en

    def test_may_be_published_but_not_set_in_an_exam(self):
        content = a_statement(COLD_TO_ANOTHER_VCENTER, releases=["5.5"])

        assert refusals(content) == []
        assert not proof.may_use_in_exam(content)

    def test_an_objective_without_a_source_keeps_a_question_out_of_exams(self):
        assert not proof.may_use_in_exam(a_question(objectives=["6.27"]))
        assert proof.may_use_in_exam(a_question())

    def test_what_may_not_be_published_may_not_be_set_in_an_exam(self):
        assert not proof.may_use_in_exam(a_statement(a_claim(TO_AMD, "allowed")))


class TestDisputedObjectives:
    def test_need_a_release_or_a_proof(self):
        assert refusals(a_question(objectives=["6.09"])) == [
            "/releases: needs a release or a proof: the claim of objective 6.09 is disputed"
        ]

    def test_are_settled_by_naming_a_release(self):
        assert refusals(a_question(objectives=["6.09"], releases=["8.0"])) == []

    def test_are_settled_by_the_engine(self):
        content = a_statement(a_claim(TO_AMD, "refused"), objectives=["6.10"])

        assert refusals(content) == []

    def test_are_no_matter_where_the_claim_is_merely_imprecise(self):
        assert refusals(a_question(objectives=["6.13"])) == []


class TestWriting:
    @pytest.mark.parametrize(
        ("changes", "problem"),
        [
            ({"proof": []}, "/proof: needs the keys site and claims"),
            ({"site": None}, "/proof/site: needs a site"),
            ({"site": {"hosts": {}, "moons": {}}}, "/proof/site/moons: "),
            ({"claims": None}, "/proof/claims: needs the claims of the options, by their keys"),
            ({"claims": {}}, "/proof/claims: needs a claim for the option 'true'"),
            (
                {"claims": {"true": a_claim(TO_AMD, "refused"), "z": a_claim(TO_AMD, "refused")}},
                "/proof/claims/z: 'z' is not an option that needs a claim",
            ),
            ({"claims": {"true": 7}}, "/proof/claims/true: needs a claim: action and expect"),
            ({"claims": {"true": {}}}, "/proof/claims/true: needs the key 'action'"),
            (
                {"claims": {"true": {**a_claim(TO_AMD, "refused"), "why": "x"}}},
                "/proof/claims/true/why: does not know the key 'why'",
            ),
            (
                {"claims": {"true": a_claim(TO_AMD, "perhaps")}},
                "/proof/claims/true/expect: needs 'allowed' or 'refused'",
            ),
            (
                {"claims": {"true": a_claim({"type": "Teleport"}, "refused")}},
                "/proof/claims/true/action/type: ",
            ),
            (
                {"claims": {"true": a_claim(TO_AMD, "refused", rule="cpu.colour")}},
                "/proof/claims/true/rule: 'cpu.colour' is not a rule of the engine",
            ),
            (
                {"claims": {"true": a_claim(TO_AMD, "refused", rule=["a"])}},
                "/proof/claims/true/rule: '['a']' is not a rule of the engine",
            ),
            (
                {"claims": {"true": a_claim(TO_AMD, "refused", fault="Oops")}},
                "/proof/claims/true/fault: 'Oops' is not a fault of the API",
            ),
            (
                {"claims": {"true": a_claim(TO_AMD, "refused", type="WARP")}},
                "/proof/claims/true/type: 'WARP' is not a migration type",
            ),
            (
                {"claims": {"true": a_claim(TO_AMD, "allowed", fault="NoDiskSpace")}},
                "/proof/claims/true/fault: cannot stand beside 'allowed', which raises no fault",
            ),
            (
                {"claims": {"true": a_claim(TO_AMD, "refused", first=[TO_AMD] * 21)}},
                "/proof/claims/true/first: needs a list of 20 actions at most",
            ),
            (
                {"claims": {"true": {"all": []}}},
                "/proof/claims/true/all: needs a list of 1 to 20 claims",
            ),
            (
                {"claims": {"true": {"not": a_claim(TO_AMD, "refused"), "expect": "allowed"}}},
                "/proof/claims/true/expect: does not know the key 'expect'",
            ),
            ({"note": "x"}, "/proof/note: does not know the key 'note'"),
        ],
    )
    def test_is_refused_at_its_place(self, changes, problem):
        whole = a_proof(true=a_claim(TO_AMD, "refused"))
        given = changes.get("proof", {**whole, **changes})

        problems = found(a_true_false(proof=given))

        assert any(each.startswith(problem) for each in problems), problems

    def test_names_the_place_inside_a_site(self):
        site = deepcopy(a_proof_site())
        site["hosts"]["esx-01"]["memory_mb"] = "much"

        problems = found(a_true_false(proof=a_proof(site=site, true=a_claim(TO_AMD, "refused"))))

        assert [each.split(":")[0] for each in problems] == ["/proof/site/hosts/esx-01/memory_mb"]

    def test_must_not_be_nested_without_end(self):
        claim = a_claim(TO_AMD, "refused")
        for _ in range(6):
            claim = {"not": claim}

        (problem,) = found(a_statement(claim))

        assert problem.endswith("is nested too deeply")

    def test_must_not_be_huge(self):
        site = {**a_proof_site(), "vms": {f"vm-{n}": {"host": "x" * 100} for n in range(1000)}}

        assert found(a_true_false(proof=a_proof(site=site, true=a_claim(TO_AMD, "refused")))) == [
            "/proof: is larger than 100000 characters"
        ]

    @pytest.mark.parametrize("sign", ["\ud800", "\x00"], ids=["half a pair", "zero"])
    def test_must_not_hold_what_no_database_keeps(self, sign):
        content = a_true_false(proof=a_proof(**{f"a{sign}": a_claim(TO_AMD, "refused")}))

        assert found(content, Stage.DRAFT) == ["/proof: contains control characters"]

    def test_a_draft_may_lack_claims_but_not_be_malformed(self):
        assert found(a_question(proof=a_proof()), Stage.DRAFT) == []
        assert found(a_question(proof=a_proof(a={})), Stage.DRAFT) != []


def test_equal_proofs_are_judged_once():
    content = a_statement(a_claim(TO_AMD, "refused"))

    assert proof.prove(content) is proof.prove(deepcopy(content))


@pytest.mark.parametrize(
    ("content", "stored"),
    [
        pytest.param(a_question(), "", id="no proof"),
        pytest.param(a_statement(a_claim(TO_AMD, "refused")), "proven", id="proven"),
        pytest.param(a_statement(a_claim(TO_AMD, "allowed")), "refuted", id="refuted"),
        pytest.param(a_question(proof=a_proof()), "", id="claims missing"),
        pytest.param({"proof": {"site": 7}}, "", id="no question"),
    ],
)
def test_the_outcome_can_be_stored_as_a_word(content, stored):
    assert proof.stored_outcome(content) == stored


def test_every_outcome_has_its_words():
    assert set(proof.OUTCOME_LABELS) == set(Outcome)
