"""The gallery in a browser: nothing for axe-core to find, nothing wider than the screen, keys suffice."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.ui.conftest import ROOT

AXE = ROOT / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
PAGES = ("/ui/", "/ui/storefront/", "/ui/console/", "/ui/plain/")
LOOKS = ("", "?dir=rtl", "?theme=dark", "?dir=rtl&theme=dark&text=200", "?contrast=more&text=200")
SMALL: ViewportSize = {"width": 320, "height": 640}
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1280, "height": 860}
SCREENS = (SMALL, PHONE, DESK)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport=PHONE, reduced_motion="reduce")
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda error: faults.append(str(error)))
    opened.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    yield opened
    context.close()
    assert faults == []


def axe_faults(page: Page) -> list[str]:
    """What axe-core finds: rule and place. Its script goes in by the debugger, past the page's policy."""
    page.evaluate(AXE.read_text())
    found: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['target'][0]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]


@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_screen(
    page: Page, gallery_url: str, path: str, look: str
) -> None:
    page.goto(gallery_url + path + look)
    faults = axe_faults(page)
    for size in SCREENS:
        page.set_viewport_size(size)
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        if wider:
            faults.append(f"{wider} px too wide at {size['width']}")
    if not look:
        faults += axe_faults(page)

    assert faults == []


@pytest.mark.parametrize("opens", ["g-sheet", "g-dialog", "g-drawer", "look-dialog"])
def test_axe_finds_nothing_in_an_open_dialog(page: Page, gallery_url: str, opens: str) -> None:
    page.goto(gallery_url + "/ui/")
    page.locator(f"[data-opens={opens}]").press("Enter")

    expect(page.locator(f"#{opens}")).to_be_visible()
    assert axe_faults(page) == []

    page.keyboard.press("Escape")
    expect(page.locator(f"#{opens}")).to_be_hidden()
    # The browser gives the focus back to what opened it.
    expect(page.locator(f"[data-opens={opens}]")).to_be_focused()


def test_every_control_is_reached_by_keys_and_shows_it(page: Page, gallery_url: str) -> None:
    page.set_viewport_size(DESK)
    page.goto(gallery_url + "/ui/")
    reachable: int = page.evaluate(
        """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
        .filter((e) => !e.disabled && e.checkVisibility() && !(e.type === "radio" && !e.checked)).length"""
    )

    reached = set()
    for _ in range(reachable + 20):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => { const e = document.activeElement; window.places ??= [];
            if (e === document.body) return null;
            if (!window.places.includes(e)) window.places.push(e);
            const s = getComputedStyle(e), next = e.nextElementSibling && getComputedStyle(e.nextElementSibling);
            const around = e.closest("label") && getComputedStyle(e.closest("label"));
            const ringed = [s, next, around, getComputedStyle(e, "::after")].some((c) => c && c.outlineStyle !== "none" && parseFloat(c.outlineWidth) >= 2);
            return [window.places.indexOf(e), ringed, e.outerHTML.slice(0, 120), e.matches("a[href], button, input, select, textarea, summary")]; }"""
        )
        if here is None:
            continue
        index, ringed, markup, is_control = here
        assert ringed, markup
        if is_control:
            reached.add(index)

    assert len(reached) == reachable


def test_the_stepper_stops_at_its_limits(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url + "/ui/")
    stepper = page.locator("quantity-stepper").first
    less, more = stepper.locator("[data-step='-1']"), stepper.locator("[data-step='1']")

    expect(less).to_be_disabled()
    for _ in range(4):
        more.click()

    expect(stepper.locator("input")).to_have_value("5")
    expect(more).to_be_disabled()
    expect(less).to_be_enabled()


def test_the_palette_opens_by_keys_and_its_options_are_chosen_by_keys(
    page: Page, gallery_url: str
) -> None:
    page.goto(gallery_url + "/ui/console/")

    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    expect(page.get_by_role("option")).to_have_count(5)
    assert axe_faults(page) == []

    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("[aria-selected=true]")).to_have_count(0)
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("option").last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Enter")
    expect(page).to_have_url(gallery_url + "/ui/console/#section")

    page.keyboard.press("Control+k")
    expect(page.locator("#palette")).to_be_hidden()


def test_the_cart_opens_as_a_sheet_and_is_fetched(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url + "/ui/storefront/")
    page.get_by_role("link", name="Cart").click()

    expect(page.get_by_role("dialog", name="Your cart")).to_be_visible()
    expect(page.locator("#cart-sheet .line-item")).to_have_count(4)
    assert axe_faults(page) == []


def test_without_script_links_lead_where_dialogs_would_open(
    browser: Browser, gallery_url: str
) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    page.goto(gallery_url + "/ui/storefront/")

    page.get_by_role("link", name="Text size, contrast, theme").click()
    page.select_option("[name=theme]", "dark")
    page.get_by_role("button", name="Save").click()

    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    context.close()


def test_a_toast_can_be_dismissed(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url + "/ui/")
    page.evaluate(
        "document.dispatchEvent(new CustomEvent('toast', {detail: {text: '<b>Hello</b>'}}))"
    )
    toast = page.locator("toast-stack .toast")

    expect(toast).to_contain_text("<b>Hello</b>")
    toast.locator("[data-dismiss]").click()

    expect(toast).to_have_count(0)


def test_the_look_is_kept_without_reloading(page: Page, gallery_url: str) -> None:
    page.goto(gallery_url + "/look")
    page.select_option("[name=theme]", "dark")
    page.select_option("[name=text]", "150")
    html = page.locator("html")

    expect(html).to_have_attribute("data-theme", "dark")
    page.reload()

    expect(html).to_have_attribute("data-theme", "dark")
    expect(html).to_have_attribute("data-text", "150")
    assert page.evaluate("getComputedStyle(document.documentElement).fontSize") == "24px"


def test_the_offline_page_stands_in_for_a_page_that_was_not_kept(
    browser: Browser, gallery_url: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(gallery_url + "/ui/plain/")
    page.evaluate(
        "navigator.serviceWorker.register('/sw.js').then(() => navigator.serviceWorker.ready)"
    )
    page.wait_for_function("navigator.serviceWorker.controller !== null")

    context.set_offline(True)
    page.goto(gallery_url + "/ui/console/")

    expect(page.get_by_role("heading", level=1)).to_have_text("No wind")
    context.close()
