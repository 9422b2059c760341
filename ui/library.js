// Adding by drop: files go to the library in batches, what becomes of them is told as it comes.
const MOST_FILES = 100; // of one request,
const MOST_BYTES = 100 * 2 ** 20; // unless one file alone has more
const SHOWN = 200; // headlines on the page: of an archive the last ones

const drop = document.getElementById('drop');
const became = document.getElementById('became');
const words = JSON.parse(drop.dataset.words);
const say = (name, values = {}) => words[name].replace(/\{(\w+)\}/g, (_, key) => values[key] ?? '');
const LANGUAGE = { 'accept-language': document.documentElement.lang }; // of errors
let waiting = Promise.resolve(); // one drop is added after another

function element(tag, text = '', kind = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

// Files go with their names, those of folders with their place there: two pages may both be called 01.txt.
function* batches(files) {
  let batch = [];
  let size = 0;
  for (const named of files) {
    if (batch.length && (batch.length >= MOST_FILES || size + named.file.size > MOST_BYTES)) {
      yield batch;
      [batch, size] = [[], 0];
    }
    batch.push(named);
    size += named.file.size;
  }
  if (batch.length) yield batch;
}

// The events of a response, as they come: [name, data].
async function* events(response) {
  let text = '';
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader(); // not every browser lets a stream be walked
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    text += value;
    const parts = text.split('\n\n');
    text = parts.pop();
    for (const part of parts) {
      const name = /^event: (.*)$/m.exec(part);
      const data = /^data: (.*)$/m.exec(part);
      if (name && data) yield [name[1], JSON.parse(data[1])];
    }
  }
}

// What is shown of one drop.
class Report {
  constructor() {
    this.counts = { added: 0, replaced: 0, removed: 0, skipped: 0, refused: 0 };
    this.ids = [];
    this.files = new Set();
    this.before = { ...this.counts };
    this.box = element('section', '', 'batch');
    this.state = element('p', '', 'state');
    this.state.setAttribute('role', 'status');
    this.buttons = element('p', '', 'buttons');
    this.box.append(this.state, this.buttons);
    became.prepend(this.box);
  }

  list(name) {
    const key = `${name}List`;
    if (!this[key]) {
      this[key] = element('ul');
      this[key].tabIndex = 0;
      this[key].setAttribute('aria-label', say(name));
      this.box.append(element('h3', say(name)), this[key]);
    }
    return this[key];
  }

  button(text, act, kind = 'quiet') {
    const made = element('button', text, kind);
    made.type = 'button';
    made.addEventListener('click', act);
    this.buttons.replaceChildren(made);
  }

  page(told) {
    const list = this.list('recognised');
    this.files.add(told.file);
    const number = told.number && say('page', { page: told.number });
    list.append(element('li', [told.newspaper, told.date, number, told.file].filter(Boolean).join(' · '), 'where'));
    for (const headline of told.headlines) {
      if (headline.state === 'added') this.ids.push(headline.id);
      const item = element('li');
      const title = element('a', headline.title || say('untitled'));
      title.href = `/article/${encodeURIComponent(headline.id)}`;
      title.target = '_blank';
      item.append(element('span', say(`state_${headline.state}`), 'kind'), title);
      list.append(item);
    }
    while (list.children.length > SHOWN) list.firstChild.remove();
    list.scrollTop = list.scrollHeight;
    for (const name of ['added', 'replaced', 'skipped']) this.counts[name] = this.before[name] + told[name];
  }

  refused(told, count = 1) {
    const item = element('li', [told.file, say(`refused_${told.reason}`)].filter(Boolean).join('：'));
    if (told.error) item.append(element('span', told.error, 'why'));
    this.list('refused').append(item);
    this.counts.refused += count;
  }

  done(told) {
    for (const name of ['added', 'replaced', 'removed', 'skipped']) this.counts[name] = this.before[name] + told[name];
    this.before = { ...this.counts };
  }

  finish(isStopped) {
    const told = Object.entries(this.counts)
      .filter(([name, count]) => count || name === 'added')
      .map(([name, count]) => say(`count_${name}`, { count }))
      .join(say('comma'));
    this.state.textContent = isStopped ? `${say('stopped')} · ${told}` : told;
    this.buttons.replaceChildren();
    if (this.ids.length) this.button(say('undo', { count: this.ids.length }), () => this.undo());
  }

  async undo() {
    this.buttons.firstChild.disabled = true;
    let told = {};
    try {
      const answer = await fetch('/api/v1/articles/undo', {
        method: 'POST', headers: { 'content-type': 'application/json', ...LANGUAGE }, body: JSON.stringify({ files: [...this.files], ids: this.ids }),
      });
      told = await answer.json();
    } catch { /* the server is gone, or something stands between */ }
    const isUndone = 'removed' in told;
    this.state.textContent = isUndone ? say('undone', { count: told.removed }) : told.error || say('internal');
    this.buttons.firstChild.disabled = false;
    if (!isUndone) return;
    this.buttons.replaceChildren();
    for (const link of this.box.querySelectorAll('li a')) link.replaceWith(link.textContent);
    for (const kind of this.box.querySelectorAll('li .kind')) kind.remove();
    this.state.tabIndex = -1; // the keyboard goes on here: the button is gone
    this.state.focus();
  }
}

async function send(files, report, signal) {
  const body = new FormData();
  for (const { file, name } of files) body.append('files', file, name);
  body.append('newspaper', drop.newspaper.value);
  body.append('date', drop.date.value);
  const response = await fetch('/api/v1/articles', { method: 'POST', headers: LANGUAGE, body, signal });
  if (!response.ok) {
    const told = await response.json().catch(() => ({}));
    const error = typeof told.error === 'string' ? told.error : '';
    const reason = response.status === 413 ? 'size' : 'unread';
    report.refused({ file: listed(files), reason, error });
    return;
  }
  let isDone = false;
  for await (const [name, data] of events(response)) {
    report[name](data);
    isDone = name === 'done';
  }
  if (!isDone) throw new TypeError('the stream ended early');
}

const listed = (files) => files.map(({ name }) => name).join('、').slice(0, 2000);

async function add(files, unread) {
  const report = new Report();
  const stopping = new AbortController();
  report.button(say('stop'), () => stopping.abort());
  for (const name of unread) report.refused({ file: name, reason: 'unread', error: '' });
  const unsent = [...batches(files)];
  while (unsent.length) {
    const batch = unsent[0];
    report.state.textContent = say('adding_now', { name: batch.length > 1 ? `${batch[0].name} … ${batch.at(-1).name}` : batch[0].name });
    try {
      await send(batch, report, stopping.signal);
      unsent.shift();
    } catch {
      const left = unsent.flat().filter(({ name }) => !report.files.has(name));
      if (!stopping.signal.aborted && left.length) report.refused({ file: listed(left), reason: 'connection', error: '' }, left.length);
      break;
    }
  }
  report.finish(stopping.signal.aborted);
}

// Files of a drop, those in folders too, and the names of what can't be read.
async function dropped(items) {
  const found = [];
  const unread = [];
  async function read(entry) {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => { entry.file(done, failed); });
      found.push({ file, name: entry.fullPath.replace(/^\//, '') });
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, failed) => { reader.readEntries(done, failed); });
        if (!some.length) break;
        for (const inner of some) if (inner.isDirectory || /\.(txt|jsonl|csv)$/i.test(inner.name)) await walk(inner);
      }
    }
  }
  const walk = (entry) => read(entry).catch(() => unread.push(entry.name));
  // Both are asked for at once: the items are gone after the first wait.
  const held = [...items].filter((item) => item.kind === 'file').map((item) => [item.webkitGetAsEntry(), item.getAsFile()]);
  for (const [entry, file] of held) {
    if (entry) await walk(entry);
    else if (file) found.push({ file, name: file.name });
  }
  take(found, unread);
}

function take(files, unread = []) {
  if (files.length || unread.length) waiting = waiting.then(() => add(files, unread));
}

drop.addEventListener('submit', (event) => event.preventDefault());
drop.files.addEventListener('change', (event) => {
  take([...event.target.files].map((file) => ({ file, name: file.name })));
  event.target.value = '';
});
document.addEventListener('dragover', (event) => {
  event.preventDefault();
  drop.classList.add('over');
});
document.addEventListener('dragleave', (event) => {
  if (!event.relatedTarget) drop.classList.remove('over');
});
document.addEventListener('drop', (event) => {
  event.preventDefault();
  drop.classList.remove('over');
  dropped(event.dataTransfer.items);
});
