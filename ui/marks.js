// Walks through an article's marks: the answer's characters, and where its words are printed again.
function walkMarks(root) {
  const calmly = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth';
  const runs = () => [...root.querySelectorAll('[data-place]')].filter(
    (mark, i, all) => !i || all[i - 1].dataset.place !== mark.dataset.place);
  let at = 0;
  root.addEventListener('click', (event) => {
    const button = event.target.closest('.marks button');
    if (!button) return;
    const all = runs();
    const answer = all.findIndex((mark) => mark.matches('mark.answer'));
    const from = root.querySelector('[data-place].here') ? at : Math.max(answer, 0);
    at = (from + (button.dataset.step === 'next' ? 1 : all.length - 1)) % all.length;
    root.querySelectorAll('.here').forEach((mark) => mark.classList.remove('here'));
    const here = all[at];
    root.querySelectorAll(`[data-place="${here.dataset.place}"]`).forEach((mark) => mark.classList.add('here'));
    root.querySelector('.marks output').textContent = `${at + 1} / ${all.length}`;
    here.scrollIntoView({ block: 'center', behavior: calmly });
  });
}
