// What Gradio shows by itself means that the server is gone: it is told in our own words, above the question box.
new MutationObserver((changes) => {
  const isToast = changes.some(({ addedNodes }) => [...addedNodes].some((node) => node.querySelector?.('.toast-body') || node.matches?.('.toast-body')));
  if (!isToast) return;
  const told = document.createElement('p');
  told.setAttribute('role', 'alert');
  told.textContent = document.querySelector('.masthead').dataset.lost;
  element.replaceChildren(told);
}).observe(document.body, { childList: true, subtree: true });
