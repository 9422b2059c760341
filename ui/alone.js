// An article by itself: night colours where the reader's system has them, and the mark in view.
document.body.classList.toggle('dark', matchMedia('(prefers-color-scheme: dark)').matches);
const mark = document.querySelector('mark.answer') || document.querySelector('mark');
if (mark) mark.scrollIntoView({ block: 'center' });
walkMarks(document.body);
