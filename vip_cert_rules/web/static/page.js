"use strict";
// The page: it asks the interface beside it, and shows what is answered. Text goes in as text, never as markup.

const WORDS = {
  zh: {
    title: "岗位技能认证判定", skip: "跳到判定结果", asked: "判定事项", ruleset: "规则集", question: "问题", level: "等级",
    position: "岗位", as_of: "判定日期", record: "人员记录", fill_in: "填写", paste: "粘贴", person: "员工编号",
    record_json: "人员记录（JSON）", decide: "判定", other: "English", result: "判定结果", print: "打印",
    met: "满足", unmet: "不满足", unknown: "不明", waived: "免除", yes: "符合", no: "不符合", cannot: "无法判定",
    missing: "缺少的信息", tree: "判定依据", faults: "填写有误", add: "增加一条", remove: "删除", not_known: "不明",
    none: "确无", some: "有记录", empty: "（空）", true: "是", false: "否", failed: "服务出错，请稍后再试",
    clause: "条款", rules: "规则版本", assumptions: "采用的理解",
  },
  en: {
    title: "Job-skill certification", skip: "Skip to the result", asked: "What is asked", ruleset: "Rule set",
    question: "Question", level: "Level", position: "Position", as_of: "As of", record: "The record",
    fill_in: "Fill in", paste: "Paste", person: "Employee number", record_json: "The record (JSON)", decide: "Decide",
    other: "中文", result: "The decision", print: "Print", met: "met", unmet: "not met", unknown: "not known",
    waived: "waived", yes: "yes", no: "no", cannot: "unknown", missing: "What is missing", tree: "Why",
    faults: "What is wrong", add: "Add one", remove: "Remove", not_known: "not known", none: "there are none",
    some: "on record", empty: "(empty)", true: "yes", false: "no", failed: "The service failed; try again later",
    clause: "clause", rules: "rule version", assumptions: "Assumptions",
  },
};
const QUESTIONS = {
  apply: { zh: "申报条件", en: "may apply" }, pass: { zh: "考评合格", en: "has passed" },
  hold: { zh: "持有有效证书", en: "holds the level" }, teach: { zh: "授课资格", en: "may teach" },
  trained: { zh: "完成培训", en: "is trained" }, competent: { zh: "胜任要求", en: "is competent" },
  qualify: { zh: "任职资格", en: "qualifies" },
};
const MARKS = { met: "✓", unmet: "✗", unknown: "?", waived: "○" };

let lang = "zh";
let rulesets = [];
let schema = null;
let last = null; // the answer that is shown

const $ = (id) => document.getElementById(id);
const say = (word) => WORDS[lang][word];

function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  if (text !== undefined && text !== null) element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

function options(select, rows, kept) {
  select.replaceChildren(...rows.map(([value, text]) => {
    const option = make("option", text, { value });
    option.selected = value === kept;
    return option;
  }));
}

// --- what is asked

function chosen() { return rulesets.find((one) => one.name === $("ruleset").value); }

function showRules() {
  options($("ruleset"), rulesets.map((one) => [one.name, one.title[lang]]), $("ruleset").value);
  showQuestions();
}

function showQuestions() {
  const rules = chosen();
  options($("question"), rules.questions.map((one) => [one.question, QUESTIONS[one.question] ? QUESTIONS[one.question][lang] : one.question]), $("question").value);
  options($("position"), rules.positions.map((one) => [one.position, one.label[lang]]), $("position").value);
  $("of-position").hidden = rules.positions.length === 0;
  showLevels();
}

function showLevels() {
  const levels = chosen().questions.find((one) => one.question === $("question").value).levels;
  options($("level"), levels.map((one) => [String(one), String(one)]), $("level").value);
  $("of-level").hidden = levels.length === 0;
}

// --- the record, filled in

const about = (part) => {
  const [zh, en] = (part.description || "").split("\n");
  return (lang === "zh" ? zh : en || zh) || "";
};
const resolved = (part) => (part.$ref ? schema.definitions[part.$ref.split("/").pop()] : part);
const types = (part) => [].concat(part.type || []);

let counter = 0;

function field(name, part, isRequired) {
  const id = `f${(counter += 1)}`;
  const row = make("p");
  row.append(make("label", `${name}${isRequired ? " *" : ""}`, { for: id, title: about(part) }), " ");
  let input;
  if (part.enum || types(part).includes("boolean")) {
    input = make("select");
    const words = part.enum ? part.enum.filter((one) => one !== null).map((one) => [one, one])
      : [["true", say("true")], ["false", say("false")]];
    options(input, [["", say("empty")], ...words], "");
  } else {
    input = make("input", null, { type: part.format === "date" ? "date" : "text", autocomplete: "off" });
  }
  input.id = id;
  input.dataset.name = name;
  input.dataset.kind = types(part).find((one) => one !== "null") || "string";
  row.append(input);
  return row;
}

function list(name, part) {
  const item = resolved(part.items);
  const box = make("fieldset", null, { "data-list": name });
  box.append(make("legend", name, { title: about(item.description ? item : part) }));
  const state = make("p");
  for (const word of ["not_known", "none", "some"]) {
    const id = `s${(counter += 1)}`;
    const radio = make("input", null, { type: "radio", name: `state-${name}`, value: word, id });
    radio.checked = word === "not_known";
    radio.addEventListener("change", () => {
      entries.hidden = add.hidden = radio.value !== "some";
      if (radio.value === "some" && !entries.children.length) add.click();
    });
    state.append(radio, " ", make("label", say(word), { for: id, class: "state" }), " ");
  }
  const entries = make("div", null, { class: "entries" });
  const add = make("button", say("add"), { type: "button", class: "add" });
  entries.hidden = add.hidden = true;
  add.addEventListener("click", () => {
    const entry = make("div", null, { class: "entry" });
    for (const [key, one] of Object.entries(item.properties)) {
      entry.append(field(key, one, (item.required || []).includes(key)));
    }
    const remove = make("button", say("remove"), { type: "button" });
    remove.addEventListener("click", () => entry.remove());
    entry.append(remove);
    entries.append(entry);
  });
  box.append(state, entries, add);
  return box;
}

function showForm() {
  const lists = Object.entries(schema.properties).filter(([, part]) => part.items && (part.items.$ref || part.items.properties));
  $("lists").replaceChildren(...lists.map(([name, part]) => list(name, part)));
}

function valueOf(input) {
  const text = input.value.trim();
  if (text === "") return undefined;
  const kind = input.dataset.kind;
  if (kind === "boolean") return text === "true";
  if (kind === "array") return text.split(/[,，、]/).map((one) => one.trim()).filter(Boolean);
  if ((kind === "integer" || kind === "number") && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
  return text;
}

function filledIn() {
  const record = { id: $("person").value.trim() };
  for (const box of $("lists").querySelectorAll("[data-list]")) {
    const state = box.querySelector("input[type=radio]:checked").value;
    if (state === "not_known") continue;
    const name = box.dataset.list;
    record[name] = state === "none" ? [] : [...box.querySelectorAll(".entry")].map((entry) => {
      const out = {};
      for (const input of entry.querySelectorAll("[data-name]")) {
        const value = valueOf(input);
        if (value !== undefined) out[input.dataset.name] = value;
        else if (input.dataset.name === "level") out.level = null;
      }
      if (name === "education" || name === "attestations") if (out.level === null) delete out.level;
      return out;
    });
  }
  return JSON.stringify(record, null, 2);
}

function show(way) {
  if (way === "text" && $("text").hidden && !$("record").value.trim()) $("record").value = filledIn();
  $("form").hidden = way !== "form";
  $("text").hidden = way !== "text";
  $("way-form").setAttribute("aria-selected", String(way === "form"));
  $("way-text").setAttribute("aria-selected", String(way === "text"));
}

// --- the answer

function cited(node) {
  const named = rulesets.find((one) => one.name === last.decision.ruleset);
  const name = (document) => (named && named.documents[document] ? named.documents[document][lang] : document);
  return (node.source || []).map((one) => `${name(one.document)} ${one.clause || ""}`.trim()).join("; ");
}

function tree(node) {
  const item = make("li", null, { class: node.status });
  item.append(make("span", `${MARKS[node.status]} ${say(node.status)}`, { class: "status" }), " ", node.label[lang]);
  const source = cited(node);
  if (source) item.append(" ", make("cite", `[${source}]`, { class: "cited" }));
  if (node.children && node.children.length) {
    const inner = make("ul");
    inner.append(...node.children.map(tree));
    item.append(inner);
  }
  return item;
}

function showFaults(problem) {
  const box = make("div", null, { class: "faults", role: "alert" });
  box.append(make("h2", say("faults")));
  const rows = problem.faults || [{ path: "", message: problem.detail || problem.title, help: null }];
  const all = make("ul");
  all.append(...rows.map((one) => make("li", [one.path, one.message, one.help].filter(Boolean).join(" — "))));
  box.append(all);
  $("result").replaceChildren(box);
}

function showAnswer() {
  if (!last) return;
  if (last.problem) { showFaults(last.problem); return; }
  const { decision, text } = last;
  const outcome = decision.outcome === "unknown" ? "cannot" : decision.outcome;
  const parts = [
    make("h2", say("result")),
    make("p", text[lang].split("\n")[0], { class: "answer", "data-outcome": decision.outcome }),
    make("p", `${say(outcome)} · ${decision.candidate} · ${decision.as_of} · ${say("rules")} ${decision.ruleset} ${decision.version}`),
  ];
  if (decision.missing.length) {
    const rows = make("ul");
    rows.append(...decision.missing.map((one) => make("li", `${one.path}: ${one.why[lang]}`)));
    parts.push(make("h3", say("missing")), rows);
  }
  const whole = make("ul", null, { class: "tree" });
  whole.append(tree(decision.explanation));
  parts.push(make("h3", say("tree")), whole);
  if (decision.assumptions.length) parts.push(make("p", `${say("assumptions")}: ${decision.assumptions.join(", ")}`));
  const actions = make("p", null, { class: "actions" });
  const print = make("button", say("print"), { type: "button", id: "print" });
  print.addEventListener("click", () => window.print());
  actions.append(print);
  $("result").replaceChildren(...parts, actions);
}

async function decide(event) {
  event.preventDefault();
  const record = $("text").hidden ? filledIn() : $("record").value || "null";
  const asked = {
    ruleset: $("ruleset").value,
    question: $("question").value,
    level: $("of-level").hidden ? null : Number($("level").value),
    position: $("of-position").hidden ? null : $("position").value,
    as_of: $("as-of").value,
  };
  // the record goes as it was written: exact numbers and all
  const body = `{"candidate": ${record}, ${JSON.stringify(asked).slice(1)}`;
  try {
    const response = await fetch("api/evaluate", {
      method: "POST", headers: { "content-type": "application/json" }, body,
    });
    const answer = await response.json();
    last = response.ok ? answer : { problem: answer };
  } catch {
    last = { problem: { title: say("failed") } };
  }
  showAnswer();
  $("result").focus();
}

// --- both languages

function speak(next) {
  lang = next;
  document.documentElement.lang = lang === "zh" ? "zh-CN" : "en";
  document.title = say("title");
  for (const element of document.querySelectorAll("[data-text]")) element.textContent = say(element.dataset.text);
  $("language").textContent = say("other");
  $("language").lang = lang === "zh" ? "en" : "zh-CN";
  showRules();
  const words = { add: ".add", not_known: "input[value=not_known] + label", none: "input[value=none] + label", some: "input[value=some] + label" };
  for (const [word, where] of Object.entries(words)) {
    for (const element of document.querySelectorAll(where)) element.textContent = say(word);
  }
  showAnswer();
}

async function begin() {
  const [rules, found] = await Promise.all(["api/rules", "api/schemas/candidate"].map((one) => fetch(one).then((r) => r.json())));
  rulesets = rules.rulesets;
  schema = found;
  $("ruleset").addEventListener("change", showQuestions);
  $("question").addEventListener("change", showLevels);
  $("language").addEventListener("click", () => speak(lang === "zh" ? "en" : "zh"));
  $("way-form").addEventListener("click", () => show("form"));
  $("way-text").addEventListener("click", () => show("text"));
  $("asked").addEventListener("submit", decide);
  showForm();
  speak(new URLSearchParams(location.search).get("lang") === "en" ? "en" : "zh");
  document.body.dataset.ready = "true";
}

document.addEventListener("DOMContentLoaded", begin);
