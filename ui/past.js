// Earlier conversations: open, rename, delete, search.
const idOf = (target) => target.closest('li').dataset.id;
let next = ''; // where the keyboard goes on once the list has changed

function hide() {
  document.body.classList.remove('with-past');
  document.querySelector('#earlier').setAttribute('aria-expanded', false);
}

element.addEventListener('click', (event) => {
  const open = event.target.closest('button.open');
  if (open) {
    trigger('open_past', { id: idOf(open) });
    if (matchMedia('(max-width: 1199px)').matches) hide(); // it lies over the chat, or above it
  }
  const remove = event.target.closest('button.delete');
  if (!remove) return;
  if (remove.dataset.asked) {
    next = 'input[type=search]';
    trigger('delete_past', { id: idOf(remove) });
    return;
  }
  remove.dataset.asked = 'yes'; // a second click means it
  remove.textContent = remove.dataset.sure;
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  next = `[data-id="${idOf(event.target)}"] summary`;
  trigger('rename_past', { id: idOf(event.target), name: event.target.elements.name.value });
});

let waiting = 0;
function search(event) {
  if (event.target.type !== 'search' || event.isComposing) return; // pinyin is no word yet
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    next = 'input[type=search]';
    trigger('find_past', { words: event.target.value });
  }, 300);
}
element.addEventListener('input', search);
element.addEventListener('compositionend', search);
element.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  hide();
  document.querySelector('#earlier').focus();
});
watch('value', () => {
  const place = next && element.querySelector(next);
  next = '';
  if (!place) return;
  place.focus();
  if (place.type === 'search') place.setSelectionRange(place.value.length, place.value.length);
});
