/* What the pages do beyond their links and forms; all of them work without it. */
"use strict";

(function () {
  const find = (name, of) => document.querySelector(`${of} [data-act="${name}"]`);

  function light(name) {
    document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
    document.querySelectorAll(`[data-act="${name}"]`).forEach((one) => one.classList.add("lit"));
  }

  /* A click on an act in the text shows its record, without moving the text; the other way round the link suffices. */
  document.addEventListener("click", (event) => {
    const act = event.target.closest(".text .act");
    if (act) {
      const name = act.dataset.act;
      const row = find(name, ".record");
      light(name);
      history.replaceState(null, "", `#${name}`);
      if (row) {
        const record = row.closest(".record");
        if (record.scrollHeight > record.clientHeight + 4) {
          event.preventDefault();
          record.scrollTo({ top: row.offsetTop - record.offsetTop - 12, behavior: "smooth" });
        }
      }
      return;
    }
    const row = event.target.closest(".record li[data-act]");
    if (row && !event.target.closest("a:not(.plain):not(.place)")) light(row.dataset.act);
  });

  /* Hover and focus tell class, actors, due and rule. */
  const tip = () => document.getElementById("tip");
  function tell(act) {
    const box = tip();
    const row = find(act.dataset.act, ".record");
    if (!box || !row) return;
    box.replaceChildren(row.querySelector(".act-head").cloneNode(true), row.querySelector(".facts").cloneNode(true));
    box.querySelectorAll("[id]").forEach((one) => one.removeAttribute("id"));
    box.hidden = false;
    const at = act.getClientRects()[0];
    const room = document.documentElement.clientWidth - box.offsetWidth - 12;
    box.style.left = `${Math.max(12, Math.min(at.left, room))}px`;
    const above = at.top - box.offsetHeight - 8;
    box.style.top = `${above > 8 ? above : at.bottom + 8}px`;
  }
  function hush() {
    const box = tip();
    if (box) box.hidden = true;
  }
  for (const [begin, end] of [["mouseover", "mouseout"], ["focusin", "focusout"]]) {
    document.addEventListener(begin, (event) => {
      const act = event.target.closest && event.target.closest(".text .act");
      if (act) tell(act);
    });
    document.addEventListener(end, hush);
  }
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hush(); });

  /* Single keys on the review page, for those who want them; never while something is typed. */
  const keys = document.getElementById("keys");
  if (keys) {
    try { keys.checked = localStorage.getItem("keys") !== "off"; } catch { /* no storage: they stay on */ }
    keys.addEventListener("change", () => {
      try { localStorage.setItem("keys", keys.checked ? "on" : "off"); } catch { /* not kept */ }
    });
    document.addEventListener("keydown", (event) => {
      if (!keys.checked || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
      const key = event.key.toLowerCase();
      const chosen = [...document.querySelectorAll("[data-key]")].find((one) => one.dataset.key.split(" ").includes(key));
      const focused = document.querySelector(`[data-focus="${CSS.escape(key)}"]`);
      if (chosen) { event.preventDefault(); chosen.click(); }
      else if (focused) { event.preventDefault(); focused.focus(); }
    });
  }

  /* A form that is opened by its address (#edit) is opened for real. */
  function openForms() {
    if (location.hash === "#edit") {
      const one = document.querySelector("#edit details[open]") || document.querySelector("#edit details");
      if (one) { one.open = true; one.querySelector("summary").focus(); }
    }
  }
  openForms();

  /* On a narrow screen the filters wait behind their name. */
  if (matchMedia("(max-width: 48rem)").matches && !location.search) {
    document.querySelectorAll(".filter-box").forEach((one) => one.removeAttribute("open"));
  }

  /* A line of meetings that is wider than the screen begins where the last of them is. */
  document.querySelectorAll(".sideways").forEach((one) => {
    const last = [...one.querySelectorAll("circle")].pop();
    if (!last) return;
    const at = last.getBoundingClientRect().left - one.getBoundingClientRect().left + one.scrollLeft;
    one.scrollLeft = at - one.clientWidth * 0.7;
  });

  /* The address with # lights the act on both sides. */
  function lightAddress() {
    const name = decodeURIComponent(location.hash.slice(1)).replace(/^in-/, "");
    if (!/^a\d+$/.test(name)) return;
    light(name);
    const row = find(name, ".record");
    const record = row && row.closest(".record");
    if (record && record.scrollHeight > record.clientHeight + 4) record.scrollTop = row.offsetTop - record.offsetTop - 12;
  }
  addEventListener("hashchange", lightAddress);
  lightAddress();
})();
