(function () {
  "use strict";
  var table = document.getElementById("columns");
  if (!table) { return; }
  var rows = Array.prototype.slice.call(table.tBodies[0].rows);
  var details = Array.prototype.slice.call(document.querySelectorAll("details.column"));
  var controls = document.getElementById("controls");
  var search = document.getElementById("search");
  var only = document.getElementById("only");
  var all = document.getElementById("all");

  function filter() {
    var text = search.value.trim().toLowerCase();
    rows.concat(details).forEach(function (element) {
      var match = element.dataset.name.toLowerCase().indexOf(text) >= 0;
      element.hidden = !match || (only.checked && element.dataset.drifted !== "true");
    });
  }

  function key(row, index) {
    var value = row.cells[index].dataset.key;
    return value === undefined ? row.cells[index].textContent.trim().toLowerCase() : Number(value);
  }

  function sort(header) {
    var index = header.cellIndex;
    var down = header.getAttribute("aria-sort") !== "descending";
    Array.prototype.forEach.call(header.parentNode.cells, function (cell) { cell.removeAttribute("aria-sort"); });
    header.setAttribute("aria-sort", down ? "descending" : "ascending");
    rows.sort(function (a, b) {
      var x = key(a, index), y = key(b, index);
      var order = x < y ? -1 : x > y ? 1 : 0;
      return down ? -order : order;
    });
    rows.forEach(function (row) { table.tBodies[0].appendChild(row); });
  }

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
    var open = all.getAttribute("aria-pressed") !== "true";
    details.forEach(function (element) { element.open = open; });
    all.setAttribute("aria-pressed", String(open));
    all.textContent = open ? "Close all" : "Open all";
  });
  window.addEventListener("beforeprint", function () {
    details.forEach(function (element) { element.open = true; });
  });
  table.addEventListener("click", function (event) {
    var link = event.target.closest("a");
    var target = link && document.getElementById(link.getAttribute("href").slice(1));
    if (target) { target.closest("details").open = true; }
  });
  controls.hidden = false;
})();
