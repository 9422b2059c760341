() => { // shows or hides the earlier conversations
  const shown = document.body.classList.toggle('with-past');
  if (shown) document.querySelector('#past input[type=search]')?.focus();
}
