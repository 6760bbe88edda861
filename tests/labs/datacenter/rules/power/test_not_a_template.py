from __future__ import annotations

from labs.datacenter.actions import CloneVM, DeployTemplate, MarkAsTemplate, MarkAsVirtualMachine
from labs.datacenter.edits import with_vm
from labs.datacenter.presets import two_hosts
from labs.datacenter.repair import FOUND, IMPOSSIBLE, repair

DEPLOY = DeployTemplate(vm="old-01", name="new-01", host="esx-01", datastore="san-01")
CONVERT = MarkAsVirtualMachine(vm="old-01", host="esx-01")
REFUSED = [("error", "power.not_a_template")]


def test_refuses_to_deploy_from_a_machine_and_to_convert_one_to_a_machine(ask):
    assert ask(two_hosts(), DEPLOY) == REFUSED
    assert ask(two_hosts(), CONVERT) == REFUSED


def test_is_silent_about_a_template_and_about_a_clone(ask):
    site = with_vm(two_hosts(), "old-01", template=True)
    clone = CloneVM(vm="old-01", name="new-01", host="esx-01", datastore="san-01")

    assert ask(site, DEPLOY) == ask(site, CONVERT) == []
    assert ask(two_hosts(), clone) == ask(site, clone) == []


def test_says_what_it_is_instead(say):
    assert say(two_hosts(), DEPLOY) == ["old-01 is no template but a virtual machine"]


def test_a_machine_is_deployed_from_once_it_is_converted():
    found = repair(two_hosts(), DEPLOY)

    assert (found.status, found.actions) == (FOUND, (MarkAsTemplate(vm="old-01"),))
    assert repair(two_hosts(), CONVERT).status == IMPOSSIBLE
