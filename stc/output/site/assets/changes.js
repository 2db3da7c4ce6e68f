// The page of changes: show only some kinds. Without this file every kind is shown.
// The state is in the address, so that what is shown can be sent to somebody.
"use strict";

(() => {
  const box = document.getElementById("kinds");
  if (!box) return;
  const choices = [...box.querySelectorAll("input")];

  const show = () => {
    const hidden = new Set(choices.filter((one) => !one.checked).map((one) => one.value));
    for (const day of document.querySelectorAll(".changes-day")) {
      const held = [...day.querySelectorAll("[data-kind]")];
      for (const one of held) one.hidden = hidden.has(one.dataset.kind);
      day.hidden = held.every((one) => one.hidden);
    }
    return hidden;
  };

  const restore = () => {
    const asked = new URLSearchParams(location.search).get("without") ?? "";
    const without = new Set(asked.split(" "));
    for (const one of choices) one.checked = !without.has(one.value);
    show();
  };

  box.addEventListener("change", () => {
    const hidden = [...show()].join(" ");
    const query = hidden ? `?${new URLSearchParams({ without: hidden })}` : "";
    try {
      history.replaceState(history.state, "", location.pathname + query + location.hash);
    } catch {
      // Some browsers keep the address of a file as it is; the choice works all the same.
    }
  });
  addEventListener("popstate", restore);
  box.hidden = false;
  restore();
})();
