/**
 * What the page does beyond being read: filter, search, fold. It reads the data attributes of the findings and
 * works on nothing else; without it, everything can still be read.
 */
export const SCRIPT = `
'use strict';
const form = document.getElementById('filters');
const findings = [...document.querySelectorAll('details.finding')];
const status = document.getElementById('shown');
const none = document.getElementById('none');
const texts = new Map(findings.map(finding => [finding, finding.textContent.toLowerCase()]));
const fields = [...form.querySelectorAll('select')];

function isShown(finding) {
  const words = form.elements.search.value.toLowerCase().split(/\\s+/).filter(Boolean);
  return words.every(word => texts.get(finding).includes(word)) && fields.every(({ name, value }) => {
    if (value === '*') return true;
    const own = finding.dataset[name];
    return name === 'reasons' ? own.split(' ').includes(value) : own === value;
  });
}

function update() {
  let shown = 0;
  for (const finding of findings) {
    finding.hidden = !isShown(finding);
    if (!finding.hidden) shown++;
  }
  status.textContent = shown + ' of ' + findings.length + ' shown';
  none.hidden = shown > 0;
}

function fold(isOpen) {
  for (const finding of findings) if (!finding.hidden) finding.open = isOpen;
}

function openTarget() {
  const target = document.getElementById(location.hash.slice(1));
  if (target instanceof HTMLDetailsElement) target.open = true;
}

form.hidden = false;
form.addEventListener('input', update);
form.addEventListener('submit', event => event.preventDefault());
form.addEventListener('reset', () => setTimeout(update));
document.getElementById('open-all').addEventListener('click', () => fold(true));
document.getElementById('close-all').addEventListener('click', () => fold(false));
for (const button of document.querySelectorAll('button[data-filter]')) {
  button.addEventListener('click', () => {
    form.elements[button.dataset.filter].value = button.dataset.value;
    update();
    document.getElementById('findings').scrollIntoView();
    form.elements[button.dataset.filter].focus({ preventScroll: true });
  });
}
document.addEventListener('keydown', event => {
  const isTyping = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement;
  if (event.key === '/' && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    form.elements.search.focus();
  }
  if (event.key === 'Escape' && event.target === form.elements.search) {
    form.elements.search.value = '';
    update();
  }
});
let folded = [];
addEventListener('beforeprint', () => {
  folded = findings.filter(finding => !finding.open);
  for (const finding of folded) finding.open = true;
});
addEventListener('afterprint', () => {
  for (const finding of folded) finding.open = false;
});
addEventListener('hashchange', openTarget);
openTarget();
update();
`;
