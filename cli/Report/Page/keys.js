// Keys on the drawing, and the search box.
const PAN = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
let tabLeaves = false;
canvas.addEventListener('keydown', event => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  const step = PAN[event.key];
  if (step) pan(...step);
  else if (event.key === '+' || event.key === '=') zoom(1.4, width / 2, height / 2);
  else if (event.key === '-' || event.key === '_') zoom(1 / 1.4, width / 2, height / 2);
  else if (event.key === '0') fit(true);
  else if (event.key === 'Tab') {
    const next = state.focused + (event.shiftKey ? -1 : 1);
    if (tabLeaves || next < 0 || next >= n) { tabLeaves = false; return; }
    focusNode(next);
  }
  else if (event.key === 'Enter' && state.focused >= 0) { pin(state.focused); say(`Pinned: ${describe(state.focused)}`); }
  else if (event.key === 'Escape') { release(); tabLeaves = true; return; }
  else return;
  tabLeaves = false;
  event.preventDefault();
});
canvas.addEventListener('blur', () => { tabLeaves = false; });
document.addEventListener('keydown', event => {
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) { event.preventDefault(); byId('search').focus(); byId('search').select(); }
  if (event.key === 'Escape' && !isTyping && event.target !== canvas) release();
});

const search = byId('search'), matches = byId('matches');
let found = [], at_ = -1;
function lookUp() {
  const text = search.value.trim().toLowerCase();
  found = [];
  for (let v = 0; v < n && text && found.length < 8; v++) if (nodes.address[v].toLowerCase().startsWith(text)) found.push(v);
  for (let v = 0; v < n && text && found.length < 8; v++) if (nodes.address[v].toLowerCase().indexOf(text) > 0) found.push(v);
  at_ = found.length > 0 ? 0 : -1;
  matches.replaceChildren(...found.map((v, i) => make('li', { role: 'option', id: `match-${i}`, 'aria-selected': String(i === at_), on: { pointerdown: event => { event.preventDefault(); choose(i); } } }, nodes.address[v])));
  if (text && found.length === 0) matches.append(make('li', { class: 'none', role: 'option', 'aria-selected': 'false' }, `No ${words.host} has this in its ${words.address}.`));
  open(text !== '');
}
function open(isOpen) {
  matches.hidden = !isOpen;
  search.setAttribute('aria-expanded', String(isOpen));
  if (isOpen && at_ >= 0) search.setAttribute('aria-activedescendant', `match-${at_}`);
  else search.removeAttribute('aria-activedescendant');
}
function choose(i) {
  if (found[i] === undefined) return;
  search.value = nodes.address[found[i]];
  open(false);
  select(found[i]);
}
search.addEventListener('input', lookUp);
search.addEventListener('blur', () => open(false));
search.addEventListener('keydown', event => {
  if (event.key === 'Escape') { open(false); canvas.focus(); }
  else if (event.key === 'Enter') { if (matches.hidden) lookUp(); choose(at_); }
  else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && found.length > 0) {
    at_ = (at_ + (event.key === 'ArrowDown' ? 1 : found.length - 1)) % found.length;
    [...matches.children].forEach((item, i) => item.setAttribute('aria-selected', String(i === at_)));
    open(true);
  }
  else return;
  event.preventDefault();
});
