"""Whether a page fits its screen and hinders nobody."""

from itertools import pairwise

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from targets import too_small
from watching import PHONE, WIDE, settle, until

READABLE = 4.5
SEVERE = {"serious", "critical"}
CONTRAST = {"runOnly": ["color-contrast"]}  # all that another theme can change
IN_MENU = """(selector) =>
  document.querySelector(selector)?.closest("[data-testid=stSidebarNavItems]") != null"""
OVERFLOWING = """() => [document.documentElement, document.querySelector("[data-testid=stMain]")]
  .filter((element) => element.scrollWidth > element.clientWidth)
  .map((element) => `${element.tagName}: ${element.scrollWidth} > ${element.clientWidth} px`)"""
BACKGROUND = 'getComputedStyle(document.querySelector("[data-testid=stApp]")).backgroundColor'
AT_REST = 'document.getAnimations().every((animation) => animation.playState !== "running")'

# A rule's own impact is that of all that it finds: rules of less are not run, "region" above all.
RUN = """async ([options, severe]) => {
  const less = axe._audit.rules.filter((rule) => !severe.includes(rule.impact));
  const rules = Object.fromEntries(less.map((rule) => [rule.id, { enabled: false }]));
  const found = await axe.run({ resultTypes: ["violations"], rules, ...options });
  return found.violations;
}"""
# Axe does not look into drawings: the words of charts, each with its contrast.
WORDS_OF_CHARTS = """() => {
  const channel = (value) => {
    const share = value / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgb = (colour) => {
    paint.clearRect(0, 0, 1, 1);
    paint.fillStyle = colour;
    paint.fillRect(0, 0, 1, 1);
    return [...paint.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
  const app = document.querySelector("[data-testid=stApp]");
  const ground = light(rgb(getComputedStyle(app).backgroundColor));
  return [...document.querySelectorAll(".js-plotly-plot svg text")]
    .filter((text) => text.textContent.trim() && !text.closest(".bars"))
    .map((text) => {
      const [a, b] = [light(rgb(getComputedStyle(text).fill)), ground].sort((x, y) => y - x);
      return [text.textContent, (a + 0.05) / (b + 0.05)];
    });
}"""
LEVELS = """() => {
  const found = [];
  const walk = (node) => {
    const level = /^H([1-6])$/.exec(node.tagName);
    if (level && node.checkVisibility()) found.push([Number(level[1]), node.textContent]);
    for (const child of node.shadowRoot?.children ?? []) walk(child);
    for (const child of node.children) walk(child);
  };
  walk(document.body);
  return found;
}"""


def check(page: Page) -> None:
    """Fail if a page does not fit, light and dark, wide and on a phone, or axe finds it severe.

    On a phone all that is to be hit is large enough, too.
    Axe takes most of the time of a look: it reads the whole page once, wide and light, and only
    what another screen or theme can change after that.
    """
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_count(1)
    expect(title).to_be_visible()
    wrong = page.evaluate(OVERFLOWING) + skipped_levels(page) + severe_violations(page)
    wrong += faint_words(page)
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    settle(page)
    turn_dark(page)
    settle(page)  # charts are drawn anew
    wrong += page.evaluate(OVERFLOWING) + too_small(page)
    wrong += severe_violations(page, **CONTRAST) + faint_words(page)
    assert not wrong, "\n".join(wrong)


def check_from_a_phone(page: Page) -> None:
    """Look at a page that was opened on a phone: what is to be hit there, then as `check` does."""
    missed = too_small(page)
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    settle(page)
    check(page)
    assert missed == []


def skipped_levels(page: Page) -> list[str]:
    """Return the headings that are more than one level below the one before."""
    return [
        f"h{level} after h{before}: {text}"
        for (before, _), (level, text) in pairwise(page.evaluate(LEVELS))
        if level > before + 1
    ]


def faint_words(page: Page) -> list[str]:
    """Return the words of charts whose contrast is below that of WCAG 2.2, 1.4.3."""
    ratios = page.evaluate(WORDS_OF_CHARTS)
    return [f"{ratio:.1f}:1 in a chart: {text}" for text, ratio in ratios if ratio < READABLE]


def turn_dark(page: Page) -> None:
    """Let the system prefer dark, and wait until the page has followed."""
    before = page.evaluate(BACKGROUND)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")  # no colour on its way
    until(page, f"{BACKGROUND} !== {before!r} && {AT_REST}")


def severe_violations(page: Page, **options: list[str]) -> list[str]:
    """Return what axe finds, one line for each element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(Axe().axe_script)
    violations = page.evaluate(RUN, [options, sorted(SEVERE)])
    return [
        f"{violation['id']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in violations
        if violation["impact"] in SEVERE
        for node in violation["nodes"]
        if not is_the_menu(page, violation["id"], node["target"][0])
    ]


def is_the_menu(page: Page, rule: str, selector: str) -> bool:
    """Tell whether it is the list of Streamlit's own menu, which nobody else can change."""
    return rule in {"list", "listitem"} and page.evaluate(IN_MENU, selector)
