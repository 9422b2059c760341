"""What the chat page looks like: labels, HTML, style and the little JavaScript it needs."""
