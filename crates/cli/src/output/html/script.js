"use strict";
(() => {
  const root = document.documentElement;
  // Pages from disk may have no storage, and say so by throwing.
  const recall = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const remember = (key, value) => {
    try {
      localStorage.setItem(key, value);
    } catch {
      // It holds for this visit alone.
    }
  };

  const themes = ["auto", "light", "dark"];
  const known = recall("plangate-theme");
  root.dataset.theme = themes.includes(known) ? known : "auto";

  function theme() {
    const button = document.getElementById("theme");
    const name = () => {
      button.textContent = `Theme: ${root.dataset.theme}`;
    };
    button.addEventListener("click", () => {
      root.dataset.theme = themes[(themes.indexOf(root.dataset.theme) + 1) % themes.length];
      remember("plangate-theme", root.dataset.theme);
      name();
    });
    name();
    button.hidden = false;
  }

  const cards = [];
  const sections = [];
  const chips = ["severity", "state", "provenance"];
  const choices = ["domain", "rule", "plan"];
  let form;

  /** What the search looks at, and the facts that filters ask for. */
  function read(element) {
    const { n, severity, state, provenance, domain, rules, plans } = element.dataset;
    const searched = ".message, .rule, .address, .where .file, h5";
    let text;
    return {
      element,
      number: Number(n),
      severity,
      state,
      provenance,
      domain,
      rules: rules.split(" "),
      plans: (plans ?? "").split(" ").filter(Boolean).map((part) => {
        const [range, number] = part.split(":");
        const [first, last = first] = range.split("-");
        return { first: Number(first), last: Number(last), number: Number(number) };
      }),
      get text() {
        text ??= Array.from(element.querySelectorAll(searched), (it) => it.textContent).join("\n").toLowerCase();
        return text;
      },
    };
  }

  const all = (name) => Array.from(form.querySelectorAll(`input[name=${name}]`));
  const checked = (name) => all(name).filter((box) => box.checked).map((box) => box.value);

  /** What the form asks for. */
  function asked() {
    const plan = form.elements.plan;
    return {
      words: form.elements.q.value.toLowerCase().split(/\s+/).filter(Boolean),
      severity: checked("severity"),
      state: checked("state"),
      provenance: checked("provenance"),
      domain: form.elements.domain.value,
      rule: form.elements.rule.value,
      // The first option is any plan.
      plan: plan?.value ? plan.selectedIndex - 1 : -1,
    };
  }

  /** How many findings of a card are of the plan, or of all. */
  function number(card, plan) {
    if (plan < 0) return card.number;
    return card.plans.find((it) => it.first <= plan && plan <= it.last)?.number ?? 0;
  }

  function fits(card, query) {
    return (
      number(card, query.plan) > 0 &&
      (!query.domain || card.domain === query.domain) &&
      (!query.rule || card.rules.includes(query.rule)) &&
      query.words.every((word) => card.text.includes(word))
    );
  }

  function filter() {
    const query = asked();
    const counts = Object.fromEntries(chips.map((name) => [name, {}]));
    const states = {};
    let shown = 0;
    let whole = 0;
    for (const card of cards) {
      const of = number(card, query.plan);
      const missed = chips.filter((name) => query[name].length && !query[name].includes(card[name]));
      const fit = fits(card, query);
      // A chip says how many there would be with it, whatever the other chips of its row.
      for (const name of chips) {
        if (fit && missed.every((other) => other === name)) {
          counts[name][card[name]] = (counts[name][card[name]] ?? 0) + of;
        }
      }
      const visible = fit && missed.length === 0;
      card.element.hidden = !visible;
      whole += card.number;
      if (visible) {
        shown += of;
        states[card.state] = (states[card.state] ?? 0) + of;
      }
    }
    for (const name of chips) {
      for (const box of all(name)) {
        box.parentElement.querySelector(".count").textContent = counts[name][box.value] ?? 0;
      }
    }
    for (const { element, whole, count, state } of sections) {
      const here = states[state] ?? 0;
      element.hidden = here === 0;
      count.textContent = here === whole ? whole : `${here} of ${whole}`;
    }
    document.getElementById("nothing").hidden = shown > 0;
    document.getElementById("shown").textContent =
      shown === whole ? `All ${whole} findings` : `${shown} of ${whole} findings`;
    name();
  }

  /** The fragment for what the form asks for. */
  function written() {
    const parts = new URLSearchParams();
    const q = form.elements.q.value.trim();
    if (q) parts.set("q", q);
    for (const name of chips) {
      if (checked(name).length) parts.set(name, checked(name).join(","));
    }
    for (const name of choices) {
      if (form.elements[name]?.value) parts.set(name, form.elements[name].value);
    }
    return parts.toString();
  }

  function save() {
    const fragment = written();
    const here = location.hash.slice(1);
    if (fragment === here || (!fragment && !here.includes("="))) return;
    try {
      history.replaceState(null, "", `#${fragment}`);
    } catch {
      location.replace(`#${fragment}`);
    }
  }

  /** Fills the form from a fragment; one without `=` is a place on the page. */
  function restore() {
    const fragment = location.hash.slice(1);
    if (fragment && !fragment.includes("=")) {
      reveal(fragment);
      return;
    }
    const parts = new URLSearchParams(fragment);
    form.elements.q.value = parts.get("q") ?? "";
    for (const name of chips) {
      const values = (parts.get(name) ?? "").split(",");
      for (const box of all(name)) box.checked = values.includes(box.value);
    }
    for (const name of choices) {
      const choice = form.elements[name];
      if (!choice) continue;
      choice.value = parts.get(name) ?? "";
      if (choice.selectedIndex < 0) choice.value = "";
    }
    filter();
  }

  /** Shows a finding that a link leads to, whatever the filters. */
  function reveal(id) {
    const card = document.getElementById(id);
    if (!card?.matches(".finding")) return;
    if (card.hidden) {
      form.reset();
      filter();
    }
    card.open = true;
    card.scrollIntoView();
    card.firstElementChild.focus({ preventScroll: true });
  }

  const visible = () => cards.filter((card) => !card.element.hidden).map((card) => card.element);

  /** The button that opens or closes all that is shown. */
  function name() {
    const some = visible().some((card) => !card.open);
    document.getElementById("all").textContent = some ? "Open all" : "Close all";
  }

  function move(step) {
    const shown = visible();
    const here = shown.indexOf(document.activeElement?.closest(".finding"));
    const next = here < 0 ? (step > 0 ? 0 : -1) : here + step;
    const summary = shown[next]?.firstElementChild;
    summary?.focus({ preventScroll: true });
    summary?.scrollIntoView({ block: "nearest" });
  }

  function clear() {
    const keys = document.getElementById("keys").checked;
    form.reset();
    document.getElementById("keys").checked = keys;
    filter();
    save();
  }

  function press(event) {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target, key } = event;
    const writes = target.matches("input[type=search], select, textarea");
    if (key === "Escape") {
      clear();
      if (target === form.elements.q) target.blur();
    } else if (writes) {
      return;
    } else if (key === "ArrowDown" || key === "ArrowUp") {
      // Elsewhere they scroll.
      if (!target.matches(".finding > summary")) return;
      move(key === "ArrowDown" ? 1 : -1);
    } else if (!document.getElementById("keys").checked) {
      return;
    } else if (key === "/") {
      form.elements.q.focus();
      form.elements.q.select();
    } else if (key === "j" || key === "k") {
      move(key === "j" ? 1 : -1);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** What is shown is printed open. */
  function print() {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = visible().filter((card) => !card.open);
      for (const card of opened) card.open = true;
    });
    addEventListener("afterprint", () => {
      for (const card of opened) card.open = false;
    });
  }

  function keys() {
    const box = document.getElementById("keys");
    box.checked = recall("plangate-keys") !== "off";
    box.addEventListener("change", () => remember("plangate-keys", box.checked ? "on" : "off"));
  }

  /** Names in the table of plans become buttons that choose the plan. */
  function plans() {
    document.querySelectorAll("table.plans .plan").forEach((name, position) => {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "plan";
      button.title = "Show its findings alone";
      button.textContent = name.textContent;
      button.addEventListener("click", () => {
        form.elements.plan.selectedIndex = position + 1;
        filter();
        save();
        document.getElementById("findings").scrollIntoView();
      });
      name.replaceWith(button);
    });
  }

  function start() {
    theme();
    form = document.getElementById("filters");
    if (!form) return;
    for (const element of document.querySelectorAll(".finding")) {
      cards.push(read(element));
      element.addEventListener("toggle", name);
    }
    for (const element of document.querySelectorAll("section.state")) {
      const count = element.querySelector("h3 .count");
      sections.push({ element, count, whole: Number(count.textContent), state: element.dataset.state });
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => {
      if (event.target.id === "keys") return;
      filter();
      save();
    });
    document.getElementById("clear").addEventListener("click", clear);
    document.getElementById("all").addEventListener("click", () => {
      const open = visible().some((card) => !card.open);
      for (const card of visible()) card.open = open;
      name();
    });
    addEventListener("hashchange", restore);
    addEventListener("keydown", press);
    keys();
    plans();
    print();
    form.hidden = false;
    filter();
    restore();
    // By then the browser has gone to the place that the fragment names, and taken the focus there.
    addEventListener("load", restore);
  }

  addEventListener("DOMContentLoaded", start);
})();
