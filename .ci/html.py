"""Uses HTML reports in Chromium: html.py PLANGATE AXE. An assertion that fails names its line."""

import json
import re
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

PLANGATE, AXE = (Path(argument).resolve() for argument in sys.argv[1:3])
ROOT = Path(__file__).resolve().parent.parent
SHOWCASE = "fixtures/plans/showcase-aws-web/plan.json"
FLAGS = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
LISTED = ".finding:not([hidden])"

HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onmouseover='alert(1)", "</style></script><svg onload=alert(1)>",
    "</code></pre></details></main>", "--><b>", "]]>", "\x1b[31mred", "a\nb\r\nc", "&lt;b&gt;&amp;", "\u202eevil", "javascript:alert(1)",
    "\x00", "%0A::error::x", "=cmd()", "|`x`|", "x" * 100_000,
]  # fmt: skip

RULE = """# METADATA
# title: Door <b>is</b> open
# description: Anyone <img src=x onerror=alert(1)> walks in.
# related_resources: ["javascript:alert(1)", "https://example.com/?a=\\"><script>alert(1)</script>"]
# custom:
#   id: x-door
#   severity: medium
#   domain: exposure
#   resources: [x_door]
#   attributes: [open]
#   remediation: Close <script>alert(1)</script> it.
#   example: "</code></pre><script>alert(1)</script>"
#   controls: {"<b>": ["<i>"]}
#   aliases: ["<u>X</u>"]
package rules.custom.door

import rego.v1

import data.lib.finding

deny contains finding.at(door, ["open"], sprintf("the door %s is open", [door.values.name])) if {
	some door in input.resources.x_door
}
"""

WAIVER = """
[[waivers]]
rule = "x-door"
address = 'x_door.side["=cmd()"]'
reason = "<script>alert(1)</script>"
owner = "<b>me</b>"
"""


def report(directory, name, arguments, cwd=ROOT):
    """Writes a report and tells its address."""
    path = directory / f"{name}.html"
    run = subprocess.run([PLANGATE, "check", *arguments, "--format", f"html={path}"], cwd=cwd, capture_output=True, text=True)
    assert path.exists(), run.stderr
    return path.as_uri()


def hostile(directory):
    def door(key):
        change = {"actions": ["create"], "before": None, "after": {"open": True, "name": key}}
        change |= {"after_unknown": {}, "before_sensitive": False, "after_sensitive": {}}
        head = {"address": f"x_door.side[{json.dumps(key)}]", "mode": "managed", "type": "x_door", "name": "side"}
        return head | {"provider_name": "x", "change": change}

    plan = {"format_version": "1.2", "terraform_version": "<i>1", "planned_values": {"root_module": {}}}
    plan |= {"resource_changes": [door(key) for key in HOSTILE], "configuration": {"root_module": {}}, "complete": True}
    plans = ["<img src=x onerror=alert(1)>.json", "b&\"c'.json", "unread<script>.json"]
    for name in plans[:2]:
        (directory / name).write_text(json.dumps(plan))
    (directory / plans[2]).write_text("[1]")
    (directory / "rules").mkdir()
    (directory / "rules" / "door.rego").write_text(RULE)
    (directory / "plangate.toml").write_text(WAIVER)
    return report(directory, "hostile", [*plans, "--policy", "rules", "--select", "x-door"], cwd=directory)


@contextmanager
def page(browser, address, **options):
    """A page in a context of its own. Whatever it asks for, says or complains of is a failure."""
    context = browser.new_context(**{"viewport": DESK} | options)
    it = context.new_page()
    said = []
    it.on("console", lambda message: said.append(f"console: {message.text}"))
    it.on("pageerror", lambda error: said.append(f"error: {error}"))
    it.on("dialog", lambda dialog: (said.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    it.on("request", lambda request: request.url.split("#")[0] != address.split("#")[0] and said.append(f"request: {request.url}"))
    it.goto(address)
    try:
        yield it
    finally:
        context.close()
    assert said == [], said


def listed(it):
    return it.locator(LISTED).count()


def numbers(it):
    """What the status says: so many, of so many."""
    words = re.findall(r"\d+", it.locator("#shown").inner_text())
    return int(words[0]), int(words[-1])


def number_of(it, selector):
    return sum(int(card.get_attribute("data-n")) for card in it.locator(selector).all())


def opens(browser, showcase, dangerous):
    with page(browser, showcase) as it:
        assert it.title() == f"violations: {SHOWCASE} (plangate)", it.title()
        assert it.locator("h1").inner_text() == "Violations"
        assert it.locator("#filters").is_visible() and it.locator("#theme").is_visible()
    with page(browser, dangerous) as it:
        assert it.title() == "could not judge: 3 plans (plangate)", it.title()
        it.click("#all")
        text = it.locator("main").text_content()
        for words in ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>.json", "<b>me</b>", "\\u0000", "\\u202eevil"]:
            assert words in text, words
        tags = it.evaluate("[...new Set([...document.querySelectorAll('*')].map((it) => it.localName))].sort().join(' ')")
        assert not set(tags.split()) & {"img", "iframe", "object", "embed", "base", "i", "u"}, tags
        assert it.locator("script").count() == 1 and it.locator("style").count() == 1
        assert it.locator("main b, main a").filter(has_text="<").count() > 0
        assert [link for link in it.evaluate("[...document.links].map((it) => it.protocol)") if link not in ("file:", "https:")] == []


def is_guarded(browser, showcase):
    """The policy holds: what gets onto the page against all odds does not run."""
    context = browser.new_context()
    it = context.new_page()
    it.goto(showcase)
    it.evaluate("""() => {
        globalThis.blocked = [];
        addEventListener("securitypolicyviolation", (event) => blocked.push(event.effectiveDirective));
        const script = document.createElement("script");
        script.textContent = "globalThis.ran = true";
        const image = document.createElement("img");
        image.setAttribute("onerror", "globalThis.ran = true");
        image.src = "https://example.com/x.png";
        document.body.append(script, image);
    }""")
    it.wait_for_function("blocked.length >= 3")
    assert it.evaluate("globalThis.ran") is None
    assert sorted(it.evaluate("blocked")) == ["img-src", "script-src-attr", "script-src-elem"], it.evaluate("blocked")
    context.close()


def filters(browser, showcase, many):
    with page(browser, showcase) as it:
        whole, cards = numbers(it)[1], listed(it)
        assert whole == number_of(it, ".finding") and cards == it.locator(".finding").count() > 10

        it.locator("label.chip.critical").click()
        critical = number_of(it, ".finding[data-severity=critical]")
        assert numbers(it) == (critical, whole) and 0 < listed(it) < cards
        assert it.locator(f"{LISTED}:not([data-severity=critical])").count() == 0
        assert it.evaluate("location.hash") == "#severity=critical"
        it.locator("#clear").click()
        assert numbers(it) == (whole, whole) and listed(it) == cards and it.evaluate("location.hash") == ""

        it.locator("input[name=q]").fill("port 22 bastion")
        assert listed(it) == 1 and "SSH" in it.locator(f"{LISTED} .message").inner_text()
        count = it.locator("label.chip.high .count").inner_text()
        assert count == it.locator(LISTED).get_attribute("data-n"), count
        it.locator("input[name=q]").fill("no such words")
        assert listed(it) == 0 and it.locator("#nothing").is_visible()
        it.locator("input[name=q]").fill("")

        for name in ("domain", "rule"):
            choice = it.locator(f"select[name={name}]")
            choice.select_option(index=1)
            value = choice.input_value()
            fit = f".finding[data-domain={value}]" if name == "domain" else f".finding[data-rules~={value}]"
            assert number_of(it, fit) == numbers(it)[0] > 0 and listed(it) == it.locator(fit).count()
            choice.select_option(index=0)

    with page(browser, many) as it:
        counts = it.locator("table.plans tbody tr").filter(has_text="change-deposed").locator("td")
        # Fail the run, undecided, waived and fixed: together all that is listed of a plan, for nothing is below the bar.
        expected = sum(int(counts.nth(position).inner_text()) for position in (1, 7, 8))
        it.locator("button.plan", has_text="change-deposed").click()
        assert numbers(it)[0] == expected > 0, (numbers(it), expected)
        assert it.locator("select[name=plan]").input_value() == "fixtures/plans/change-deposed/plan.json"
        there = it.evaluate("location.href")
        it.locator("label.chip", has_text="Fixed by the change").click()
        assert numbers(it)[0] == int(counts.nth(8).inner_text())
        further = it.evaluate("location.href")
    for address, only in ((there, LISTED), (further, f"{LISTED}[data-state=fixed]")):
        with page(browser, address) as it:
            assert it.locator("select[name=plan]").input_value() == "fixtures/plans/change-deposed/plan.json"
            assert 0 < listed(it) == it.locator(only).count()
    with page(browser, f"{many}#plan=none&severity=none&rule=none") as it:
        assert numbers(it)[0] == numbers(it)[1], "what does not exist filters nothing"


def keys(browser, showcase):
    focused = "document.activeElement.closest('.finding')?.id"
    with page(browser, showcase) as it:
        order = [card.get_attribute("id") for card in it.locator(".finding").all()]
        it.keyboard.press("Tab")
        assert it.evaluate("document.activeElement.className") == "skip"
        assert it.locator(".skip").bounding_box()["y"] >= 0, "the skip link shows where it has the focus"
        it.keyboard.press("j")
        assert it.evaluate(focused) == order[0]
        assert it.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
        it.keyboard.press("j")
        it.keyboard.press("ArrowDown")
        assert it.evaluate(focused) == order[2]
        it.keyboard.press("k")
        it.keyboard.press("ArrowUp")
        assert it.evaluate(focused) == order[0]
        it.keyboard.press("Enter")
        assert it.locator(".finding[open]").count() == 1
        it.keyboard.press("Space")
        assert it.locator(".finding[open]").count() == 0

        it.keyboard.press("/")
        assert it.evaluate("document.activeElement.name") == "q"
        it.keyboard.type("ssh j/k")
        assert it.locator("input[name=q]").input_value() == "ssh j/k", "keys are text where text is written"
        it.keyboard.press("Escape")
        assert it.locator("input[name=q]").input_value() == "" and numbers(it)[0] == numbers(it)[1]
        it.locator("label.chip.critical input").focus()
        it.keyboard.press("Space")
        assert it.locator(f"{LISTED}:not([data-severity=critical])").count() == 0
        it.keyboard.press("Escape")
        assert listed(it) == len(order)

        it.locator("#keys").uncheck()
        it.keyboard.press("/")
        it.keyboard.press("j")
        assert it.evaluate("document.activeElement.id") == "keys", "keys that are off do nothing"
    with page(browser, f"{showcase}#{order[4]}") as it:
        assert it.locator(".finding[open]").get_attribute("id") == order[4] == it.evaluate(focused)


def themes(browser, showcase):
    background = "getComputedStyle(document.body).backgroundColor"
    white, black = "rgb(255, 255, 255)", "rgb(20, 23, 27)"
    for scheme, color in (("light", white), ("dark", black)):
        with page(browser, showcase, color_scheme=scheme) as it:
            assert it.evaluate(background) == color
            for name, color_then in (("light", white), ("dark", black), ("auto", color), ("light", white)):
                it.click("#theme")
                assert it.locator("#theme").inner_text() == f"Theme: {name}"
                assert it.evaluate(background) == color_then
            it.reload()
            assert it.locator("#theme").inner_text() == "Theme: light" and it.evaluate(background) == white


def is_whole_without_scripts(browser, many):
    with page(browser, many, java_script_enabled=False) as it:
        assert not it.locator("#filters").is_visible() and not it.locator("#theme").is_visible()
        cards = it.locator(".finding").all()
        assert len(cards) > 20 and all(card.is_visible() for card in cards)
        cards[0].locator("summary").click()
        expect(cards[0].locator(".body")).to_be_visible()
        expect(cards[0].get_by_text("What to do:")).to_be_visible()


def fits_a_phone(browser, addresses):
    for address in addresses:
        with page(browser, address, viewport=PHONE) as it:
            it.click("#all")
            wide = it.evaluate("[document.documentElement.scrollWidth, innerWidth]")
            assert wide[0] <= wide[1] == PHONE["width"], (address, wide)


def prints(browser, showcase):
    with page(browser, f"{showcase}#severity=critical") as it:
        it.emulate_media(media="print")
        assert not it.locator("#filters").is_visible()
        for card in it.locator(LISTED).all():
            assert card.locator(".todo").evaluate("(it) => it.getBoundingClientRect().height") > 0
            assert card.locator(".todo").evaluate("(it) => it.checkVisibility({ contentVisibilityAuto: true })")
        assert it.locator(".finding[hidden] .todo").first.evaluate("(it) => it.getBoundingClientRect().height") == 0
        assert len(it.pdf()) > 10_000
        assert it.locator(".finding[open]").count() == 0, "what was opened for printing is closed again"


def is_accessible(browser, addresses):
    for address in addresses:
        for scheme in ("light", "dark"):
            # The page forbids scripts, that of axe too.
            context = browser.new_context(bypass_csp=True, color_scheme=scheme, viewport=DESK)
            it = context.new_page()
            it.goto(address)
            it.click("#all")
            it.evaluate("document.querySelectorAll('details').forEach((it) => { it.open = true; })")
            # What is off the screen is not laid out, and axe would not see it.
            it.set_viewport_size({"width": 1280, "height": 12_000})
            it.wait_for_timeout(200)
            it.add_script_tag(path=AXE)
            violations = it.evaluate("async () => (await axe.run({ resultTypes: ['violations'] })).violations")
            said = [f"{v['impact']} {v['id']}: {[n['html'][:200] for n in v['nodes'][:3]]}" for v in violations]
            assert said == [], (address, scheme, said)
            context.close()


with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
    showcase = report(Path(directory), "showcase", [SHOWCASE])
    plans = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("fixtures/plans/change-*/plan.json"))
    many = report(Path(directory), "many", [SHOWCASE, *plans])
    dangerous = hostile(Path(directory))
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS.split())
    opens(browser, showcase, dangerous)
    is_guarded(browser, showcase)
    filters(browser, showcase, many)
    keys(browser, showcase)
    themes(browser, showcase)
    is_whole_without_scripts(browser, many)
    fits_a_phone(browser, [showcase, many, dangerous])
    prints(browser, showcase)
    is_accessible(browser, [showcase, many, dangerous])
    browser.close()
