// Questions to begin with, and what one would ask next: a click asks it.
element.addEventListener('click', (event) => {
  const example = event.target.closest('button.example');
  if (example) trigger('ask_example', { question: example.textContent });
});
