from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from labs.datacenter.actions import Action
from labs.datacenter.case import UNRESOLVED, Case
from labs.datacenter.inventory.site import Site
from labs.datacenter.naming import naming_fields
from labs.datacenter.rule import Asks, Finding, Rule, api
from labs.datacenter.text import Text


class UnknownObject(Rule):
    """The request names an object that the site does not hold."""

    code = "request.unknown_object"
    fault = "ManagedObjectNotFound"
    objective = "6.01"
    source = api("ManagedObjectNotFound")
    stage = UNRESOLVED
    asks = Asks.everything()
    says = Text(zh="不存在，而该操作要用到它", en="does not exist, but the action names it")
    hint = Text(
        zh="核对名称，选择站点中已有的对象。", en="Check the name; choose an object the site has."
    )
    incurable = Text(
        zh="没有操作能造出请求中写错的对象。", en="No action can create what was misnamed."
    )

    def check(self, case: Case) -> Sequence[Finding]:
        return [self.finding(case, ref) for ref in case.missing]

    def breaks(self, site: Site, action: Action) -> tuple[Site, Action]:
        about = naming_fields(type(action))[0]
        return site, replace(action, **{about.name: "no-such-object"})
