(function () {
  "use strict";
  var table = document.getElementById("columns");
  if (!table) { return; }
  var columns = Array.prototype.slice.call(table.tBodies);
  var controls = document.getElementById("controls");
  var search = document.getElementById("search");
  var only = document.getElementById("only");
  var all = document.getElementById("all");
  var count = document.getElementById("count");
  var changed = { drifted: true, shifted: true, undecided: true };
  var few = 30;

  function row(column) { return column.rows[0]; }

  function isOpen(column) { return column.rows.length > 1 && !column.rows[1].hidden; }

  function open(column, state) {
    if (column.rows.length < 2) { return; }
    column.rows[1].hidden = !state;
    column.rows[1].querySelector("details").open = state;
    row(column).querySelector("button").setAttribute("aria-expanded", String(state));
  }

  function filter() {
    var text = search.value.trim().toLowerCase();
    var shown = 0;
    columns.forEach(function (column) {
      var name = row(column).cells[0].querySelector("bdi");
      var match = (name.title || name.textContent).toLowerCase().indexOf(text) >= 0;
      column.hidden = !match || (only.checked && !changed[column.dataset.state]);
      shown += column.hidden ? 0 : 1;
    });
    count.textContent = shown === columns.length ? "" : shown + " of " + columns.length + " columns";
  }

  function key(column, index) {
    var value = row(column).cells[index].dataset.key;
    return value === undefined ? row(column).cells[index].textContent.trim().toLowerCase() : Number(value);
  }

  function sort(header) {
    var index = header.cellIndex;
    var first = index === 0 ? "ascending" : "descending";
    var second = index === 0 ? "descending" : "ascending";
    var order = header.getAttribute("aria-sort") === first ? second : first;
    Array.prototype.forEach.call(header.parentNode.cells, function (cell) { cell.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", order);
    var keys = new Map(columns.map(function (column) { return [column, key(column, index)]; }));
    columns.sort(function (a, b) {
      var x = keys.get(a), y = keys.get(b);
      var less = x < y ? -1 : x > y ? 1 : 0;
      return order === "descending" ? -less : less;
    });
    columns.forEach(function (column) { table.appendChild(column); });
  }

  columns.forEach(function (column) {
    if (column.rows.length < 2) { return; }
    var name = row(column).cells[0].querySelector("bdi");
    var button = document.createElement("button");
    button.type = "button";
    button.className = "open";
    button.setAttribute("aria-expanded", "false");
    name.parentNode.insertBefore(button, name);
    button.appendChild(name);
    column.rows[1].hidden = true;
    row(column).className = "can-open";
  });
  table.classList.add("js");
  table.addEventListener("click", function (event) {
    var line = event.target.closest("tr.can-open");
    if (line && (event.target.closest("button") || !String(window.getSelection()))) {
      open(line.parentNode, !isOpen(line.parentNode));
    }
  });
  Array.prototype.forEach.call(table.tHead.rows[0].cells, function (header) {
    if (!header.dataset.sort) { return; }
    var button = document.createElement("button");
    button.type = "button";
    button.textContent = header.textContent;
    button.addEventListener("click", function () { sort(header); });
    header.textContent = "";
    header.appendChild(button);
  });
  search.addEventListener("input", filter);
  only.addEventListener("change", filter);
  all.addEventListener("click", function () {
    var state = all.getAttribute("aria-pressed") !== "true";
    columns.forEach(function (column) { if (!column.hidden) { open(column, state); } });
    all.setAttribute("aria-pressed", String(state));
    all.textContent = state ? "Close all" : "Open all";
  });
  var closed = [];
  window.addEventListener("beforeprint", function () {
    closed = columns.length > few ? [] : columns.filter(function (column) {
      return changed[column.dataset.state] && !isOpen(column);
    });
    closed.forEach(function (column) { open(column, true); });
    Array.prototype.forEach.call(document.querySelectorAll("details.group"), function (group) { group.open = true; });
  });
  window.addEventListener("afterprint", function () {
    closed.forEach(function (column) { open(column, false); });
  });
  controls.hidden = false;
})();
