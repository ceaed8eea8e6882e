// The preview's own pages: a click on a doubtful word shows the row of a glossary that settles it.
(() => {
  const sent = () => JSON.parse(document.getElementById("yiben-preview").textContent).page;
  const { document: key, token, messages } = sent();
  if (!messages) return;
  const element = (name, text, attributes = {}) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value);
    return made;
  };
  const quoted = (field) => (/[,"\n\r]|^#/.test(field) ? `"${field.replaceAll('"', '""')}"` : field);
  const box = element("dialog", "", { class: "settle" });
  document.documentElement.append(box);

  const post = async (path, wish, said) => {
    try {
      const answer = await fetch(path, {
        method: "POST",
        headers: { "content-type": "application/json", "x-yiben-token": token },
        body: JSON.stringify({ document: key, ...wish }),
      });
      const { file, message } = await answer.json();
      said.textContent = answer.ok ? `${messages.added} ${file}` : message;
      return answer.ok;
    } catch {
      said.textContent = messages.failed;
      return false;
    }
  };
  const closeSoon = (done) => { if (done) setTimeout(() => box.close(), 600); };

  // A correction is of a sentence: those that differ are sent one by one.
  const sentences = (text) => text.match(/[^。！？!?\n]+[。！？!?」』”’]*|[。！？!?]+/g)?.map((one) => one.trim()).filter(Boolean) ?? [];
  const correct = (cell) => {
    const edition = cell.dataset.edition, own = cell.cloneNode(true);
    own.querySelector("button.correct").remove();
    own.className = "measure";
    document.body.append(own);
    const before = own.innerText.trim();
    own.remove();
    const form = element("form", "", { method: "dialog" }), said = element("p", "", { role: "status" });
    const input = element("textarea", "", { rows: "6", lang: cell.lang, "aria-label": messages.correct });
    input.value = before;
    const save = element("button", messages.save, { type: "button", class: "save" });
    save.addEventListener("click", async () => {
      const [was, now] = [sentences(before), sentences(input.value.trim())];
      const pairs = was.length === now.length ? was.map((one, at) => [one, now[at]]) : [[before, input.value.trim()]];
      for (const [find, replace] of pairs) {
        if (find !== replace && !(await post("/-/correction", { edition, find, replace }, said))) return;
      }
      closeSoon(before !== input.value.trim());
    });
    form.append(element("h2", messages.correct), element("p", messages["correct-how"]), input, save, element("button", messages.close, { value: "close" }), said);
    box.replaceChildren(form);
    box.lang = document.documentElement.lang;
    if (!box.open) box.showModal();
  };

  const open = (mark) => {
    const { words, chosen, other, reason } = mark.dataset;
    const edition = mark.closest("[data-edition]").dataset.edition, from = document.querySelector("[data-columns]") && mark.closest(".cell").lang;
    const form = element("form", "", { method: "dialog" });
    form.append(element("h2", `${messages.words}${/[\u3000-\uffef]$/.test(messages.words) ? "" : " "}${words}`), element("p", messages[`reason-${reason}`]), element("p", messages.choose));
    const line = element("code", "", { class: "line" }), said = element("p", "", { role: "status" });
    const input = element("input", "", { type: "text", name: "text", lang: from, maxlength: "100" });
    input.value = chosen;
    // The row as the glossary's own first row wants it; a new one stands above where that lacks a column.
    const { columns, head } = sent().rows[edition] ?? { columns: [0, 1] };
    const show = () => {
      const fields = Array(Math.max(...columns) + 1).fill("");
      [words, input.value.trim()].forEach((text, at) => { fields[columns[at]] = quoted(text); });
      line.textContent = [head, fields.join(",")].filter(Boolean).join("\n");
    };
    const list = element("ul");
    for (const text of [chosen, other]) {
      const item = element("li"), pick = element("button", text, { type: "button", lang: from });
      pick.addEventListener("click", () => { input.value = text; show(); });
      item.append(pick);
      list.append(item);
    }
    input.addEventListener("input", show);
    show();
    const copy = element("button", messages.copy, { type: "button" });
    copy.addEventListener("click", () => navigator.clipboard?.writeText(line.textContent));
    const close = element("button", messages.close, { value: "close" });
    form.append(list, input, element("p", messages.line), line, copy);
    if (token) {
      const add = element("button", messages.add, { type: "button", class: "add" });
      add.addEventListener("click", async () => closeSoon(await post("/-/glossary", { edition, words, text: input.value.trim() }, said)));
      form.append(add);
    }
    form.append(close, said);
    box.replaceChildren(form);
    box.lang = document.documentElement.lang;
    if (!box.open) box.showModal();
  };

  const asked = (event) => event.target.closest?.("mark.doubtful");
  document.addEventListener("click", (event) => {
    if (asked(event)) open(asked(event));
    else if (event.target.closest?.("button.correct")) correct(event.target.closest(".cell"));
  });
  document.addEventListener("keydown", (event) => {
    if ((event.key === "Enter" || event.key === " ") && asked(event)) { event.preventDefault(); open(asked(event)); }
  });
})();
