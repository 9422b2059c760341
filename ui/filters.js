// What the search keeps to: the form sets it, a click on a chip takes it back.
let isMine = false; // what comes next was asked for here
const fields = () => Object.fromEntries(new FormData(element.querySelector('form')));

element.addEventListener('submit', (event) => {
  event.preventDefault();
  isMine = true;
  trigger('filter', fields());
});
element.addEventListener('click', (event) => {
  const chip = event.target.closest('button.filter');
  if (!chip) return;
  const off = chip.dataset.filter === 'newspaper' ? { newspaper: '' } : { since: '', until: '' };
  isMine = true;
  trigger('filter', { ...fields(), ...off });
});
element.addEventListener('keydown', (event) => {
  const form = element.querySelector('details[open]');
  if (event.key !== 'Escape' || !form) return;
  form.open = false;
  form.querySelector('summary').focus();
});
watch('value', () => { // the form is closed, the chip gone: the keyboard goes on from what opens the form
  if (isMine) element.querySelector('summary').focus();
  isMine = false;
});
