() => { // shows or hides the earlier conversations
  const shown = document.body.classList.toggle('with-past');
  document.querySelector('#earlier').setAttribute('aria-expanded', shown);
  if (shown) document.querySelector('#past input[type=search]')?.focus();
}
