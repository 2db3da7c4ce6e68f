// Sorting for the tables of the site; without this file every page can still be read.
// A table says what it wants: data-sortable, th data-sort, td data-value.
"use strict";

(() => {
  // ---- sorting

  const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

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

  const NEXT = { ascending: "descending", descending: null };

  const sortRows = (table) => {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const heads = [...table.tHead.rows[0].cells].filter((head) => head.dataset.sort !== undefined);

    const sort = (head, way) => {
      for (const other of heads) other.removeAttribute("aria-sort");
      if (!way) {
        body.append(...rows);
        return;
      }
      head.setAttribute("aria-sort", way);
      const sign = way === "ascending" ? 1 : -1;
      const keyed = rows.map((row) => [keyOf(row, head.cellIndex, head.dataset.sort), row]);
      const empty = keyed.filter(([key]) => key === null);
      const filled = keyed.filter(([key]) => key !== null);
      filled.sort((one, other) => sign * compareKeys(one[0], other[0]));
      body.append(...[...filled, ...empty].map(([, row]) => row));
    };

    for (const head of heads) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const way = head.getAttribute("aria-sort");
        sort(head, way ? NEXT[way] : "ascending");
      });
    }
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

  for (const table of document.querySelectorAll("table[data-sortable]")) {
    if (table.tBodies.length) sortRows(table);
  }
  for (const link of document.querySelectorAll("[data-scripted]")) link.hidden = false;
  watchWidths([...document.querySelectorAll(".scroll")]);
})();
