// The conversation: clicks on chips go to the server; a new turn scrolls into view.
let place = ''; // of the citation that is open
let turns = 0;
let spoken = ''; // the page's language
let working = false;
let next = ''; // where the keyboard goes on once the answer's rating is kept

function markOpen() {
  element.querySelectorAll('.chip').forEach((chip) => {
    if (chip.dataset.cite === place) chip.setAttribute('aria-current', 'true');
    else chip.removeAttribute('aria-current');
  });
}

async function copyText(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
  } catch { // an address without https, other than this machine's, has no clipboard
    const box = document.createElement('textarea');
    box.value = button.dataset.copy;
    document.body.append(box);
    box.select();
    document.execCommand('copy');
    box.remove();
    button.focus();
  }
  button.dataset.name ??= button.textContent; // a second click finds it said to be done
  button.textContent = button.dataset.done;
  setTimeout(() => { button.textContent = button.dataset.name; }, 1500);
}

element.addEventListener('click', (event) => {
  const copy = event.target.closest('button.copy');
  if (copy) copyText(copy);
  const up = event.target.closest('button.up');
  if (up) trigger('rate', { turn: up.closest('.rate').dataset.turn, right: true });
  const chip = event.target.closest('button.chip');
  if (!chip) return;
  place = chip.dataset.cite;
  markOpen();
  trigger('open_citation', { place });
});

element.addEventListener('submit', (event) => {
  event.preventDefault();
  const why = Object.fromEntries(new FormData(event.target));
  const { turn } = event.target.closest('.rate').dataset;
  next = `.rate[data-turn="${turn}"] summary`;
  trigger('rate', { turn, right: false, ...why });
});

function show() {
  const talk = element.querySelector('.talk');
  if (talk) {
    document.documentElement.lang = talk.lang;
    // loaded again, the page opens in the language that it was left in
    if (spoken && spoken !== talk.lang) history.replaceState(history.state, '', talk.lang === 'en' ? '?lang=en' : location.pathname);
    spoken = talk.lang;
  }
  const all = element.querySelectorAll('.turn');
  if (!all.length) place = '';
  markOpen();
  if (next) element.querySelector(next)?.focus();
  next = '';
  // the button that asked or stopped is gone, or begins anew: the keyboard goes on in the question box, where there is one
  const isDone = document.activeElement === document.body || (!all.length && document.activeElement.id === 'new');
  if (turns !== all.length && isDone && matchMedia('(hover: hover)').matches) {
    document.querySelector('#question textarea')?.focus({ preventScroll: true });
  }
  // also once the answer has come: its card is taller than the line that stood for it
  if (all.length && (all.length !== turns || working)) {
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    all[all.length - 1].scrollIntoView({ block: 'start', behavior: calm ? 'auto' : 'smooth' });
  }
  turns = all.length;
  working = Boolean(element.querySelector('.working'));
}
watch('value', show);
show();
