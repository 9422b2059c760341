// Earlier conversations: open, rename, delete, search.
const idOf = (target) => target.closest('li').dataset.id;

element.addEventListener('click', (event) => {
  const open = event.target.closest('button.open');
  if (open) {
    trigger('open_past', { id: idOf(open) });
    if (matchMedia('(max-width: 899px)').matches) document.body.classList.remove('with-past');
  }
  const remove = event.target.closest('button.delete');
  if (!remove) return;
  if (remove.dataset.asked) trigger('delete_past', { id: idOf(remove) });
  remove.dataset.asked = 'yes'; // a second click means it
  remove.textContent = remove.dataset.sure;
});
element.addEventListener('submit', (event) => {
  event.preventDefault();
  trigger('rename_past', { id: idOf(event.target), name: event.target.elements.name.value });
});

let waiting = 0;
let isSearching = false;
element.addEventListener('input', (event) => {
  if (event.target.type !== 'search') return;
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    isSearching = true;
    trigger('find_past', { words: event.target.value });
  }, 300);
});
element.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape') return;
  document.body.classList.remove('with-past');
  document.querySelector('#earlier').focus();
});
watch('value', () => { // the search box keeps the cursor
  const box = element.querySelector('input[type=search]');
  if (!isSearching || !box) return;
  isSearching = false;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
});
