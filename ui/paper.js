// The article pane: scroll to the answer's characters, and find the way back to the chip.
const calm = () => (matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth');

function goBack() {
  const chip = document.querySelector('.chip[aria-current]');
  if (!chip) return;
  chip.scrollIntoView({ block: 'center', behavior: calm() });
  chip.focus({ preventScroll: true });
}

element.addEventListener('click', (event) => {
  if (event.target.closest('button.back')) goBack();
});
element.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') goBack();
});

walkMarks(element);

let opening = '';
watch('value', () => {
  const opened = element.querySelector('[data-opening]');
  const sheet = element.querySelector('.sheet');
  if (!opened) {
    if (element.querySelector('[role=alert]')) sheet.scrollIntoView({ block: 'nearest', behavior: calm() });
    return;
  }
  if (opened.dataset.opening === opening) return;
  opening = opened.dataset.opening;
  const mark = element.querySelector('mark.answer') || element.querySelector('mark') || sheet;
  sheet.focus({ preventScroll: true });
  mark.scrollIntoView({ block: 'center', behavior: calm() });
});
