// What the search keeps to: the form sets it, a click on a chip takes it back.
const fields = () => Object.fromEntries(new FormData(element.querySelector('form')));

element.addEventListener('submit', (event) => {
  event.preventDefault();
  trigger('filter', fields());
});
element.addEventListener('click', (event) => {
  const chip = event.target.closest('button.filter');
  if (!chip) return;
  const off = chip.dataset.filter === 'newspaper' ? { newspaper: '' } : { since: '', until: '' };
  trigger('filter', { ...fields(), ...off });
});
