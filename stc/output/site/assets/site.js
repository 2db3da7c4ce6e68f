// Filters and sorting for the tables of the site; without this file every page can still be read.
// A table says what it wants: data-filterable="steps" (what its rows are called), data-filters
// (JSON, see filters.py; the rows say data-status="in-progress" and so on), th data-sort,
// td data-value. The state is in the address, so that what is shown can be sent to somebody.
"use strict";

(() => {
  const NONE = "-";
  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const make = (name, values, text) => {
    const element = Object.assign(document.createElement(name), values);
    if (text !== undefined) element.textContent = text;
    return element;
  };

  const spaced = (text) => text.replace(/\s+/g, " ").trim();

  const fold = (text) =>
    spaced(text.normalize("NFKD").replace(/\p{M}/gu, "")).toLowerCase();

  // ---- the rows, read once

  const readRow = (row, filters) => {
    const values = new Map();
    for (const { name } of filters) {
      const held = row.getAttribute(`data-${name}`) ?? "";
      values.set(name, held.split(" ").filter(Boolean));
    }
    return { row, values, text: null };
  };

  // The options that some row has, in the order they are given.
  const listOptions = (rows, { name, options }) => {
    const held = rows.map(({ values }) => values.get(name));
    const used = new Set(held.flat());
    const found = options.filter(([value]) => used.has(value));
    return held.some((one) => !one.length) ? [...found, [NONE, "(none)"]] : found;
  };

  // ---- the address

  const readAddress = () => new URLSearchParams(location.search);

  const writeAddress = (state) => {
    const query = new URLSearchParams(state).toString();
    const address = location.pathname + (query ? `?${query}` : "") + location.hash;
    try {
      history.replaceState(history.state, "", address);
    } catch {
      // Some browsers keep the address of a file as it is; the filters work all the same.
    }
  };

  // ---- sorting

  const keyOf = (row, column, kind) => {
    const cell = row.cells[column];
    if (!cell) return null;
    const text = (cell.dataset.value ?? cell.textContent).trim();
    if (text === "") return null;
    if (kind !== "number") return text;
    const number = Number.parseFloat(text.replace(/[,\s]/g, ""));
    return Number.isNaN(number) ? null : number;
  };

  const compareKeys = (one, other) =>
    typeof one === "number" ? one - other : order.compare(one, other);

  const makeSorter = (table, changed) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
    const titles = heads.map((head) => spaced(head.textContent));
    const sorter = { column: -1, order: "" };

    sorter.apply = (column, way) => {
      const head = heads[column];
      const wasSorted = sorter.column >= 0;
      const known = head?.dataset.sort !== undefined && (way === "ascending" || way === "descending");
      sorter.column = known ? column : -1;
      sorter.order = known ? way : "";
      for (const one of heads) one.removeAttribute("aria-sort");
      if (!known) {
        if (wasSorted) body.append(...rows);
        return;
      }
      head.setAttribute("aria-sort", way);
      const sign = way === "ascending" ? 1 : -1;
      const keyed = rows.map((row) => [keyOf(row, column, head.dataset.sort), row]);
      const empty = keyed.filter(([key]) => key === null);
      const filled = keyed.filter(([key]) => key !== null);
      filled.sort((one, other) => sign * compareKeys(one[0], other[0]));
      body.append(...[...filled, ...empty].map(([, row]) => row));
    };

    sorter.tell = () =>
      sorter.column < 0 ? "" : `sorted by ${titles[sorter.column]}, ${sorter.order}`;

    heads.forEach((head, column) => {
      if (head.dataset.sort === undefined) return;
      const button = make("button", { type: "button", className: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const next = { "": "ascending", ascending: "descending", descending: "" };
        sorter.apply(column, next[sorter.column === column ? sorter.order : ""]);
        changed();
      });
    });
    return sorter;
  };

  // ---- the controls

  const makeField = (box, id, label, control) => {
    const field = make("div", { className: "field" });
    control.id = `filter-${id}`;
    field.append(make("label", { htmlFor: control.id }, label), control);
    box.append(field);
    return control;
  };

  const makeSelect = (box, rows, filter) => {
    const options = listOptions(rows, filter);
    if (options.length < 2) return null;
    const select = make("select", { autocomplete: "off" });
    select.append(make("option", { value: "" }, "Any"));
    for (const [value, label] of options) select.append(make("option", { value }, label));
    return makeField(box, filter.name, filter.label, select);
  };

  const enhance = (table) => {
    const noun = table.dataset.filterable || "rows";
    const filters = JSON.parse(table.dataset.filters || "[]");
    const rows = [...table.tBodies[0].rows].map((row) => readRow(row, filters));

    const box = make("div", { className: "filters" });
    box.setAttribute("role", "search");
    box.setAttribute("aria-label", `Filter the ${noun}`);
    const kind = { type: "search", autocomplete: "off", spellcheck: false };
    const search = makeField(box, "search", "Search", make("input", kind));
    const selects = new Map();
    for (const filter of filters) {
      const select = makeSelect(box, rows, filter);
      if (select) selects.set(filter.name, select);
    }
    const clear = box.appendChild(make("button", { type: "button", className: "clear" }, "Clear filters"));
    const found = make("p", { className: "found" });
    found.setAttribute("role", "status");
    (table.closest(".scroll") ?? table).before(box, found);

    const accepts = (one, words) => {
      for (const [name, select] of selects) {
        const held = one.values.get(name);
        const wanted = select.value;
        if (wanted && !(wanted === NONE ? !held.length : held.includes(wanted))) return false;
      }
      if (!words.length) return true;
      one.text ??= fold(one.row.textContent);
      return words.every((word) => one.text.includes(word));
    };

    const readState = () => {
      const state = search.value.trim() ? { q: search.value.trim() } : {};
      for (const [name, select] of selects) if (select.value) state[name] = select.value;
      const isNarrowed = Object.keys(state).length > 0;
      if (sorter.column < 0) return [state, isNarrowed];
      return [{ ...state, sort: sorter.column + 1, order: sorter.order }, isNarrowed];
    };

    const show = () => {
      const words = fold(search.value).split(" ").filter(Boolean);
      let shown = 0;
      for (const one of rows) {
        const isShown = accepts(one, words);
        if (one.row.hidden === isShown) one.row.hidden = !isShown;
        shown += isShown;
      }
      const [state, isNarrowed] = readState();
      clear.hidden = !isNarrowed;
      const parts = [`${shown.toLocaleString("en")} of ${rows.length.toLocaleString("en")} ${noun}`];
      if (state.q) parts.push(`with “${state.q}”`);
      for (const [name, select] of selects) {
        if (select.value) parts.push(`${name} ${select.selectedOptions[0].textContent}`);
      }
      if (sorter.column >= 0) parts.push(sorter.tell());
      found.textContent = `${parts.join(", ")}.`;
      return state;
    };

    const changed = () => writeAddress(show());
    const sorter = makeSorter(table, changed);

    const restore = () => {
      const asked = readAddress();
      search.value = asked.get("q") ?? "";
      for (const [name, select] of selects) {
        select.value = asked.get(name) ?? "";
        // An address may ask for what no row has: then all are shown, and the control says so.
        if (select.selectedIndex < 0) select.value = "";
      }
      sorter.apply(Number(asked.get("sort")) - 1, asked.get("order") ?? "");
      show();
    };

    let waiting = 0;
    search.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(changed, 120);
    });
    for (const select of selects.values()) select.addEventListener("change", changed);
    clear.addEventListener("click", () => {
      clearTimeout(waiting);
      search.value = "";
      for (const select of selects.values()) select.value = "";
      changed();
      search.focus();
    });
    addEventListener("popstate", restore);
    restore();
  };

  // ---- boxes: only what is too wide is a region that the keyboard reaches

  const watchWidths = (boxes) => {
    const names = new Map(boxes.map((box) => [box, box.getAttribute("aria-label")]));
    const look = (box) => {
      const isWide = box.scrollWidth > box.clientWidth;
      const set = { "data-wide": "", tabindex: "0", role: "region", "aria-label": names.get(box) };
      for (const [name, value] of Object.entries(set)) {
        if (isWide) box.setAttribute(name, value);
        else box.removeAttribute(name);
      }
    };
    const watch = new ResizeObserver((seen) => seen.forEach((one) => look(one.target.closest(".scroll"))));
    for (const box of boxes) {
      look(box);
      for (const one of [box, ...box.children]) watch.observe(one);
    }
  };

  const [first, ...others] = document.querySelectorAll("table[data-filterable]");
  if (first?.tBodies.length) enhance(first);
  for (const table of [...others, ...document.querySelectorAll("table[data-sortable]")]) {
    if (table.tBodies.length) makeSorter(table, () => {});
  }
  watchWidths([...document.querySelectorAll(".scroll")]);
})();
