'use strict';
(() => {
  const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/;
  const LOOSE = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;
  const MOST_SHOWN = 200;
  const MOST_CHOICES = 30;
  const $ = id => document.getElementById(id);
  const fields = new Map();
  let models = [];
  let model = null;
  let token = '';

  /** An element with a text, which is never read as HTML. */
  function element(tag, text, className) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  }

  function show(id, text) {
    $(id).textContent = text || '';
    $(id).hidden = !text;
  }

  /** The reply's body as JSON; an error has the status and what the service said. */
  async function ask(path, body) {
    const headers = body === undefined ? {} : {'Content-Type': 'application/json'};
    if (token) headers.Authorization = 'Bearer ' + token;
    let reply;
    try {
      reply = await fetch(path, {method: body === undefined ? 'GET' : 'POST', headers, body, cache: 'no-store'});
    } catch (e) {
      throw {message: 'The service cannot be reached.'};
    }
    let json = null;
    try {
      json = await reply.json();
    } catch (e) {
      json = null; // a proxy's page, for instance; the status says enough
    }
    if (reply.ok && json !== null) return json;
    const detail = json && json.detail;
    throw {
      status: reply.status,
      faults: Array.isArray(detail) ? detail : [],
      message: typeof detail === 'string' ? detail : 'The service answered with status ' + reply.status + '.'
    };
  }

  function pathOf(action) {
    return 'models/' + encodeURIComponent(model.name) + '/' + action;
  }

  function plain(number) {
    return Number.isInteger(number) && Math.abs(number) < 1e15 ? String(number) : String(Number(number.toPrecision(6)));
  }

  function shown(value) {
    if (Array.isArray(value)) return value.map(shown).join(', ');
    if (typeof value !== 'number') return String(value);
    return Math.abs(value) >= 1e-4 && Math.abs(value) < 1e15 || value === 0
      ? value.toLocaleString('en', {maximumSignificantDigits: 9}) : String(value);
  }

  /** The middle of what training saw, with as many digits as the range needs. */
  function example(column) {
    if (column.default !== undefined) return '';
    if (column.categories) return column.categories[0];
    if (column.type === 'boolean') return 'false';
    if (column.type === 'number' && column.min !== undefined) {
      const middle = column.min / 2 + column.max / 2;
      if (!Number.isFinite(middle)) return '';
      const step = Math.pow(10, Math.floor(Math.log10((column.max - column.min) || 1)) - 1);
      const round = Math.round(middle / step) * step;
      return plain(round >= column.min && round <= column.max ? round : middle);
    }
    return '';
  }

  function hint(column) {
    const parts = [];
    if (column.min !== undefined) parts.push('training saw ' + plain(column.min) + ' to ' + plain(column.max));
    if (column.default !== undefined) parts.push('left out: ' + column.default);
    else if (!column.required) parts.push('may be left out');
    return parts.join('; ');
  }

  function choices(select, column, values) {
    if (!column.required) select.append(new Option('(left out)', ''));
    for (const value of values) select.append(new Option(value, value));
  }

  function control(column, id) {
    const listed = column.type === 'boolean' ? ['true', 'false'] : column.categories;
    const lines = listed && listed.some(value => /[\r\n]/.test(value)); // an input would strip the breaks
    const few = listed && (listed.length <= MOST_CHOICES || lines) && !listed.includes('');
    const input = element(few ? 'select' : 'input');
    if (few) {
      choices(input, column, listed);
    } else {
      input.type = 'text';
      input.autocomplete = 'off';
      if (column.type === 'number') input.inputMode = 'decimal';
      if (listed) input.setAttribute('list', id + '-list');
    }
    return input;
  }

  function field(column, index) {
    const id = 'field-' + index;
    const box = element('div', undefined, 'field');
    const label = element('label');
    label.htmlFor = id;
    label.append(element('bdi', column.name));
    const input = control(column, id);
    input.id = id;
    input.setAttribute('aria-describedby', id + '-hint ' + id + '-wrong');
    if (column.required) input.required = true;
    const about = element('p', hint(column), 'hint');
    about.id = id + '-hint';
    const wrong = element('p', '', 'wrong');
    wrong.id = id + '-wrong';
    wrong.hidden = true;
    box.append(label, input, about, wrong);
    const list = input.getAttribute('list');
    if (list) {
      const made = element('datalist');
      made.id = list;
      for (const value of column.categories) made.append(new Option(value, value));
      box.append(made);
    }
    const mark = () => {
      const number = column.type === 'number' && LOOSE.test(input.value.trim()) ? Number(input.value) : NaN;
      const out = number < column.min || number > column.max;
      about.classList.toggle('out', out);
      about.textContent = (out ? 'outside: ' : '') + hint(column);
    };
    input.addEventListener('input', mark);
    fields.set(column.name, {column, input, wrong, mark});
    return box;
  }

  function fill(values) {
    for (const {column, input, mark} of fields.values()) {
      const value = values(column);
      input.value = value;
      if (input.value !== value) input.value = ''; // what the control cannot hold
      mark();
    }
  }

  /** A value as JSON: digits stay as they are written, so that none is lost. */
  function jsonOf(column, text) {
    const trimmed = text.trim();
    if (!column || column.type === 'number') {
      if (NUMBER.test(trimmed)) return trimmed;
      if (LOOSE.test(trimmed) && Number.isFinite(Number(trimmed))) return JSON.stringify(Number(trimmed));
    }
    if (column && column.type === 'boolean' && /^(true|false)$/i.test(trimmed)) return trimmed.toLowerCase();
    return JSON.stringify(text);
  }

  function objectOf(pairs) {
    return '{' + pairs.map(([name, value]) => JSON.stringify(name) + ':' + value).join(',') + '}';
  }

  function rowJson() {
    const pairs = [];
    for (const [name, {column, input}] of fields) {
      if (input.value !== '') pairs.push([name, jsonOf(column, input.value)]);
    }
    return objectOf(pairs);
  }

  function clearFaults() {
    show('refused', '');
    for (const {input, wrong} of fields.values()) {
      input.removeAttribute('aria-invalid');
      wrong.hidden = true;
    }
  }

  /** Each fault stands at its field, or in the answer where it has none. */
  function placeFaults(error) {
    const elsewhere = [];
    let first = null;
    for (const fault of error.faults || []) {
      const at = fields.get(Array.isArray(fault.loc) ? fault.loc[fault.loc.length - 1] : undefined);
      if (at) {
        at.input.setAttribute('aria-invalid', 'true');
        at.wrong.textContent = fault.msg;
        at.wrong.hidden = false;
        first = first || at.input;
      } else {
        elsewhere.push(fault.msg);
      }
    }
    if (first) elsewhere.push('The row was refused; see the marked fields.');
    show('refused', elsewhere.join('\n') || error.message);
    if (first) first.focus();
  }

  function percent(value) {
    if (value > 0 && value < 0.0005) return '< 0.1 %';
    return value < 1 && value >= 0.9995 ? '> 99.9 %' : (100 * value).toFixed(1) + ' %';
  }

  function meter(list, name, value) {
    list.append(element('dt', name));
    const bar = element('progress');
    bar.max = 1;
    bar.value = value;
    bar.setAttribute('aria-hidden', 'true');
    const middle = element('dd');
    middle.append(bar);
    list.append(middle, element('dd', percent(value)));
  }

  function main(reply) {
    const names = model.names;
    if (names.prediction in reply) return shown(reply[names.prediction]);
    if (names.decision in reply) return reply[names.decision] ? model.classes[1] : model.classes[0];
    return names.probability in reply ? shown(reply[names.probability]) : JSON.stringify(reply);
  }

  function showReply(reply, millis) {
    const names = model.names;
    $('value').replaceChildren(element('small', names.prediction || model.output), element('bdi', main(reply)));
    const list = $('probabilities');
    list.replaceChildren();
    const all = reply[names.probabilities];
    if (all) for (const [name, value] of Object.entries(all).sort((a, b) => b[1] - a[1]).slice(0, 20)) meter(list, name, value);
    else if (names.probability in reply) meter(list, names.probability, reply[names.probability]);
    const facts = [];
    if (names.modelVersion in reply) facts.push('version ' + reply[names.modelVersion]);
    if (names.processingTime in reply) facts.push(reply[names.processingTime] + ' ms in the service');
    facts.push(Math.max(1, Math.round(millis)) + ' ms there and back');
    if ('prediction_id' in reply) facts.push('id ' + reply.prediction_id);
    $('facts').textContent = facts.join(' · ');
  }

  function signed(value) {
    const size = Math.abs(value);
    return (value < 0 ? '\u2212' : '+') + (size >= 1e-4 && size < 1e15 ? size.toLocaleString('en', {maximumSignificantDigits: 6}) : plain(size));
  }

  async function explain(body) {
    $('explained').hidden = true;
    if (!model.explains) return;
    const reply = await ask(pathOf('contributions'), body);
    $('explanation').textContent = 'A linear model: these add up to its score of ' + signed(reply.score)
      + (model.classes ? ', which becomes the probability.' : '.');
    $('contributions').tBodies[0].replaceChildren(...reply.contributions.map(each => {
      const line = element('tr');
      const name = element('td');
      name.append(element('bdi', each.feature));
      line.append(name, element('td', signed(each.value), 'number'));
      return line;
    }));
    $('explained').hidden = false;
  }

  async function working(button, task) {
    button.disabled = true;
    try {
      await task();
    } finally {
      button.disabled = false;
    }
  }

  async function predictOne() {
    clearFaults();
    $('none').hidden = true;
    const body = rowJson();
    const start = performance.now();
    try {
      const reply = await ask(pathOf('predict'), body);
      showReply(reply, performance.now() - start);
      await explain(body);
      $('result').hidden = false;
      $('answer').scrollIntoView({block: 'nearest'});
    } catch (error) {
      $('result').hidden = true;
      if (error.status === 401) askForToken();
      placeFaults(error);
    }
  }

  /** The records of a CSV text (RFC 4180), blank lines left out. */
  function csv(text) {
    const records = [];
    let record = [];
    let value = '';
    let quoted = false;
    const end = () => {
      record.push(value);
      value = '';
    };
    for (let i = 0; i <= text.length; i++) {
      const c = i < text.length ? text[i] : '\n';
      if (quoted && i === text.length) throw {message: 'A quote of the CSV text is not closed.'};
      if (quoted) {
        if (c !== '"') value += c;
        else if (text[i + 1] === '"') value += text[++i];
        else quoted = false;
      } else if (c === '"' && value === '') {
        quoted = true;
      } else if (c === ',') {
        end();
      } else if (c === '\n' || c === '\r') {
        end();
        if (record.length > 1 || record[0].trim() !== '') records.push(record);
        record = [];
      } else {
        value += c;
      }
    }
    return records;
  }

  function csvRows(text) {
    const [names, ...records] = csv(text.replace(/^\uFEFF/, ''));
    if (!records.length) throw {message: 'There are no rows: the first line has the names, each further one a row.'};
    return '[' + records.map((record, index) => {
      if (record.length !== names.length) {
        throw {message: 'Row ' + index + ' has ' + record.length + ' fields for ' + names.length + ' names.'};
      }
      const pairs = names.map((name, i) => [name, record[i]]).filter(pair => pair[1] !== '');
      return objectOf(pairs.map(([name, value]) => [name, jsonOf((fields.get(name) || {}).column, value)]));
    }).join(',') + ']';
  }

  /** What is sent, and the rows to be shown. */
  function batchOf(text) {
    const trimmed = text.trim();
    if (!trimmed) throw {message: 'Paste some rows first.'};
    if (!/^[\[{]/.test(trimmed)) {
      const made = csvRows(text);
      return {body: made, rows: JSON.parse(made)};
    }
    let rows;
    try {
      rows = JSON.parse(trimmed);
    } catch (e) {
      throw {message: 'This is not JSON: ' + e.message};
    }
    if (Array.isArray(rows) || Array.isArray(rows.instances)) return {body: trimmed, rows: rows.instances || rows};
    return {body: '[' + trimmed + ']', rows: [rows]};
  }

  function showMany(rows, reply) {
    const names = [...fields.keys()];
    const head = element('tr');
    for (const name of ['row', model.names.prediction || model.output, ...names]) {
      const cell = element('th', name);
      cell.scope = 'col';
      head.append(cell);
    }
    const lines = reply.predictions.slice(0, MOST_SHOWN).map((each, index) => {
      const line = element('tr');
      line.append(element('td', index, 'number'), element('td', main(each), 'said'));
      for (const name of names) {
        const value = (rows[index] || {})[name];
        line.append(element('td', value === undefined || value === null ? '–' : String(value)));
      }
      return line;
    });
    $('answers').tHead.replaceChildren(head);
    $('answers').tBodies[0].replaceChildren(...lines);
    const time = model.names.processingTime in reply ? ' in ' + reply[model.names.processingTime] + ' ms' : '';
    $('count').textContent = reply.predictions.length + ' rows' + time
      + (reply.predictions.length > MOST_SHOWN ? '; the first ' + MOST_SHOWN + ' are shown' : '');
    $('table').hidden = false;
  }

  async function predictMany() {
    show('batchrefused', '');
    $('table').hidden = true;
    try {
      const {body, rows} = batchOf($('rows').value);
      showMany(rows, await ask(pathOf('predict/batch'), body));
    } catch (error) {
      if (error.status === 401) askForToken();
      const faults = (error.faults || []).slice(0, 10).map(fault => fault.msg);
      show('batchrefused', faults.join('\n') || error.message);
    }
  }

  function choose(index) {
    model = models[index];
    document.title = 'Try ' + model.name;
    $('name').textContent = model.name;
    $('version').textContent = model.ready ? 'version ' + model.version + ' ·' : '';
    fields.clear();
    $('result').hidden = true;
    $('table').hidden = true;
    $('none').hidden = false;
    show('refused', '');
    show('batchrefused', '');
    show('fault', model.ready ? '' : 'The model is not ready; load the page again in a moment.');
    $('main').hidden = !model.ready;
    $('fields').replaceChildren(...(model.columns || []).map(field));
    fill(example);
    const names = [...fields.keys()].map(name => /[",\r\n]/.test(name) ? '"' + name.replaceAll('"', '""') + '"' : name);
    $('rows').placeholder = names.join(',') + '\n…';
  }

  function askForToken() {
    token = '';
    $('access').hidden = false;
    $('token').focus();
  }

  async function load() {
    try {
      models = (await ask('try/models.json')).models;
      $('access').hidden = true;
      show('fault', '');
      $('model').replaceChildren(...models.map((each, index) => new Option(each.name, index)));
      $('choice').hidden = models.length < 2;
      choose(0);
    } catch (error) {
      if (error.status === 401) {
        show('fault', token ? 'This is not the token of the service.' : '');
        askForToken();
      } else {
        show('fault', error.message);
      }
    }
  }

  $('row').addEventListener('submit', event => {
    event.preventDefault();
    working($('predict'), predictOne);
  });
  $('clear').addEventListener('click', () => {
    fill(() => '');
    clearFaults();
  });
  $('batch').addEventListener('submit', event => {
    event.preventDefault();
    working(event.submitter || event.target.querySelector('button'), predictMany);
  });
  $('model').addEventListener('change', event => choose(Number(event.target.value)));
  $('access').addEventListener('submit', event => {
    event.preventDefault();
    token = $('token').value;
    $('token').value = '';
    load();
  });
  load();
})();
