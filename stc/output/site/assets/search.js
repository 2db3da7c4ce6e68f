// Search, filters and sorting over all steps, from the index that stc made (search_index.py).
// Its texts are folded in Python, `fold` folds what is typed in the same way, and a test compares both.
// The state is in the address, so that what is shown can be sent to somebody.
"use strict";

const stcSearch = (() => {
  const MOST = 250;

  // ---- folding, as stc/plan/search.py and stc/text/typography.py do it

  const QUOTES = /[‘’‚‛′‵‹›`´ʹʻʼʽ❛❜＇]/g;
  const DOUBLE = /[“”„‟″‶«»❝❞〝〞〟＂]/g;
  const DASHES = /[‐‑‒–—―−⁃˗֊־᐀᠆⸗⸚⸺⸻⹀⹝〜〰゠︱︲﹘﹣－\u{10ead}]/gu;
  const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/g;
  const JOINERS = /[\u200c-\u200f\ufe00-\ufe0f]/g;
  const ACCENTS =
    /[\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670]/g;
  const STROKES = { ø: "o", ł: "l", đ: "d", ħ: "h", ŧ: "t", ı: "i", æ: "ae", œ: "oe" };

  const foldTypography = (text) =>
    text
      .normalize("NFC")
      .replace(QUOTES, "'")
      .replace(DOUBLE, '"')
      .replace(DASHES, "-")
      .replace(/\xad/g, "")
      .replace(/…/g, "...")
      .replace(SPACES, " ")
      .replace(/^ | $/g, "")
      .replace(/ ?-(?: ?-)* ?/g, "-");

  // Python's casefold. Cherokee is folded to its capitals; a dotless i is a letter of its own.
  const foldCase = (letter) => {
    const small = letter.toLowerCase().toUpperCase();
    return /[Ꭰ-Ᏽ]/.test(small) ? small : small.toLowerCase();
  };

  const fold = (text) => {
    const same = foldTypography(text).normalize("NFKC").replace(/[^ı]/gu, foldCase);
    return foldTypography(same.replace(JOINERS, ""));
  };

  const dropAccents = (text) =>
    text
      .normalize("NFD")
      .replace(ACCENTS, "")
      .normalize("NFC")
      .replace(/[øłđħŧıæœ]/g, (letter) => STROKES[letter]);

  // What is typed, as words and phrases; null where the command would refuse it.
  const parse = (typed) => {
    if (!typed) return [];
    const query = fold(typed);
    const terms = [...query.matchAll(/"([^"]*)"|([^ "]+)/g)].map(([, phrase, word]) =>
      (phrase || word || "").trim(),
    );
    const isOdd = query.split('"').length % 2 === 0;
    return isOdd || !terms.length || !terms.every(Boolean) ? null : terms;
  };

  // ---- the index, loaded when it is first asked for

  const files = new Map();
  const waiting = new Map();

  const load = (form, number) => {
    if (!files.has(number)) {
      const script = document.createElement("script");
      const loaded = new Promise((resolve, reject) => {
        waiting.set(number, resolve);
        script.onerror = reject;
      });
      files.set(number, loaded);
      script.src = `${form.dataset.root}search/${number}.js?v=${form.dataset.version}`;
      document.head.append(script);
    }
    return files.get(number);
  };

  // A text with its accents, and without.
  const readTexts = (text) => [text, /^[\x00-\x7f]*$/.test(text) ? text : dropAccents(text)];

  const readRow = (
    [id, words, owners, note, day, status, mark, rank, options, shared, text],
  ) => ({ id, words, owners, note, day, status, mark, rank, options, shared, texts: readTexts(text) });

  const loadAll = async (form) => {
    const head = await load(form, 0);
    const numbers = Array.from({ length: head.pieces }, (_, at) => at + 1);
    head.rows ??= (await Promise.all(numbers.map((number) => load(form, number)))).flat().map(readRow);
    return head;
  };

  // ---- what is found

  const find = (head, state, terms) => {
    const wanted = Object.entries(state)
      .map(([name, value]) => `${name}=${value}`)
      .filter((option) => !/^(q|sort)=/.test(option))
      .map((option) => head.options.indexOf(option));
    const asked = terms.map((term) => {
      const which = dropAccents(term) === term ? 1 : 0;
      const has = (texts) => texts[which].includes(term);
      return { has, shared: head.shared.map((text) => has(readTexts(text))) };
    });
    return head.rows.filter(
      (row, at) =>
        (at < head.steps || (terms.length > 0 && !wanted.length)) &&
        wanted.every((option) => row.options.includes(option)) &&
        asked.every(({ has, shared }) => row.shared.some((at) => shared[at]) || has(row.texts)),
    );
  };

  const SORTS = {
    deadline: (one, other) => (one.rank ?? 1e9) - (other.rank ?? 1e9),
    "-deadline": (one, other) => (other.rank ?? -1) - (one.rank ?? -1),
    status: (one, other) => one.status - other.status,
  };

  // ---- what is shown

  const make = (name, className, text = "") => {
    const element = Object.assign(document.createElement(name), { className });
    if (text) element.textContent = text;
    return element;
  };

  const makeRow = (head, root, row) => {
    const item = make("li", "step-row");
    const link = Object.assign(make("a", "", row.words), { href: `${root}steps/${row.id}.html`, dir: "auto" });
    link.removeAttribute("class");
    const [status, kind] = head.statuses[row.status];
    const state = make("span", "step-state");
    state.append(make("span", `status ${kind}`, status));
    if (row.mark) state.append(" ", make("span", `flag flag-${row.mark}`, row.note));
    if (row.day) state.append(" ", Object.assign(make("span", "days", row.day), { dir: "auto" }));
    const meta = make("span", "step-meta");
    meta.append(make("span", "step-id", row.id));
    if (row.owners) {
      const owners = Object.assign(document.createElement("span"), { dir: "auto" });
      owners.textContent = row.owners;
      meta.append(" ", owners);
    }
    item.append(link, state, meta);
    return item;
  };

  const enhance = (form) => {
    const words = form.dataset;
    const { q, sort, ...others } = Object.fromEntries(
      [...form.elements].filter(({ name }) => name).map((element) => [element.name, element]),
    );
    const selects = Object.values(others);
    const filter = form.querySelector("details");
    const found = document.querySelector(".found");
    const printed = document.querySelector("#steps");
    const list = make("ul", "step-list");
    list.setAttribute("role", "list");
    list.setAttribute("aria-label", words.label);
    const more = Object.assign(make("button", "further"), { type: "button", hidden: true });
    printed.after(list, more);
    const isHome = form.dataset.isHome !== undefined;
    const count = (number) => number.toLocaleString("en");
    const say = (text, values) => text.replace(/\$(\w+)/g, (_, name) => values[name]);

    const readState = () => {
      const state = {};
      for (const { name, value } of [q, ...selects, sort]) {
        if (value.trim()) state[name] = value.trim();
      }
      return state;
    };

    const describe = (state, rows, all) => {
      const gone = rows.filter(({ mark }) => mark === "removed").length;
      const number = count(rows.length - gone);
      const parts = [say(words.count, { number, all: count(all) })];
      if (gone) parts[0] += ` ${say(words.gone, { number: count(gone) })}`;
      if (state.q) parts.push(say(words.query, state));
      for (const select of selects) {
        const name = select.labels[0].textContent.toLowerCase();
        const value = select.selectedOptions[0].textContent.replace(/ \([\d,]+\)$/, "");
        if (select.value) parts.push(`${name} ${value}`);
      }
      if (state.sort) parts.push(say(words.sorted, { by: sort.selectedOptions[0].textContent }));
      return `${parts.join(", ")}.`;
    };

    let newest = 0;
    const show = async () => {
      const mine = ++newest;
      const state = readState();
      const number = selects.filter(({ value }) => value).length;
      form.querySelector(".set").textContent = number ? say(words.set, { number }) : "";
      const isAsked = Object.keys(state).length > 0;
      const terms = parse(state.q ?? "");
      if (!isAsked || !terms) {
        found.textContent = isAsked ? words.refused : "";
        list.replaceChildren();
        [printed.hidden, list.hidden, more.hidden] = [isAsked, true, true];
        return;
      }
      found.textContent ||= words.loading;
      let head;
      try {
        head = await loadAll(form);
      } catch {
        found.textContent = words.failed;
        return;
      }
      if (mine !== newest) return;
      const rows = find(head, state, terms);
      if (SORTS[state.sort]) rows.sort(SORTS[state.sort]);
      const add = () => {
        const from = list.childElementCount;
        list.append(...rows.slice(from, from + MOST).map((row) => makeRow(head, form.dataset.root, row)));
        const left = rows.length - list.childElementCount;
        more.hidden = !left;
        more.textContent = say(words.more, { number: count(Math.min(left, MOST)), left: count(left) });
        return list.children[from];
      };
      list.replaceChildren();
      [printed.hidden, list.hidden] = [true, !rows.length];
      add();
      more.onclick = () => add().querySelector("a").focus();
      found.textContent = describe(state, rows, head.steps);
    };

    const restore = () => {
      const asked = new URLSearchParams(location.search);
      for (const element of [q, ...selects, sort]) {
        element.value = asked.get(element.name) ?? "";
        // An address may ask for what no step has: then all are shown, and the control says so.
        if (element.selectedIndex < 0) element.value = "";
      }
      show();
    };

    let typing = 0;
    let isTyping = false;
    const changed = (wasTyped) => {
      clearTimeout(typing);
      const query = new URLSearchParams(readState()).toString();
      if (!isHome) {
        location.assign(form.dataset.steps + (query ? `?${query}` : ""));
        return;
      }
      const address = location.pathname + (query ? `?${query}` : "") + location.hash;
      const way = wasTyped && isTyping ? "replaceState" : "pushState";
      isTyping = wasTyped;
      try {
        history[way](null, "", address);
      } catch {
        // Some browsers keep the address of a file as it is; the search works all the same.
      }
      show();
    };

    q.addEventListener("input", () => {
      clearTimeout(typing);
      if (isHome) typing = setTimeout(changed, 150, true);
    });
    for (const select of [...selects, sort]) select.addEventListener("change", () => changed(false));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      changed(false);
    });
    form.addEventListener("reset", (event) => {
      event.preventDefault();
      for (const element of [q, ...selects, sort]) element.value = "";
      changed(false);
      q.focus();
    });
    form.hidden = false;
    for (const box of document.querySelectorAll(".choices")) box.hidden = true;
    if (!isHome) return;
    addEventListener("popstate", restore);
    restore();
    filter.open = selects.some(({ value }) => value);
  };

  const form = document.querySelector("form.search");
  if (form) enhance(form);
  return Object.assign((number, data) => waiting.get(number)(data), { fold, dropAccents });
})();
