/** Colours are named by what they mean and set once for each theme; nothing is said by colour alone. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #fff; --panel: #f5f6f8; --line: #d3d7de; --text: #1c2128; --soft: #565e6a; --link: #0757b8;
  --error: #b3151f; --warning: #855000; --note: #0b5f77; --safe: #1a6b35; --unsafe: #855000; --none: #565e6a;
  --mark: #ffe69a; --reason: #ffc9c2; --removed: #ffe5e2; --added: #d9f5df;
  --bar-done: #1a6b35; --bar-safe: #58b368; --bar-unsafe: #e0a526; --bar-none: #d2564c;
  --bar-recorded: #8d97a5; --bar-suppressed: #c3c9d2;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --ground: #14171c; --panel: #1e2229; --line: #3a414d; --text: #e4e7ec; --soft: #a3acb9; --link: #7db4ff;
    --error: #ff9089; --warning: #efbb5b; --note: #7fcbe3; --safe: #7fd394; --unsafe: #efbb5b; --none: #a3acb9;
    --mark: #5d4a10; --reason: #6d2b26; --removed: #4a2522; --added: #1b4027;
    --bar-done: #2f9350; --bar-safe: #7fd394; --bar-unsafe: #efbb5b; --bar-none: #e2706a;
    --bar-recorded: #7a8493; --bar-suppressed: #4e5764;
  }
}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main, header, footer { max-width: 72rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; margin: 1.5rem 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; }
h3 { font-size: 1rem; margin: 1.25rem 0 .25rem; }
h4 { font-size: .85rem; margin: .25rem 0; color: var(--soft); }
p, ul, ol { margin: .25rem 0; }
ul, ol { padding-left: 1.5rem; }
a { color: var(--link); }
code, pre { font: .875rem/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; tab-size: 4; }
code { overflow-wrap: anywhere; }
pre { margin: 0; padding: .5rem; overflow-x: auto; background: var(--panel); border: 1px solid var(--line); border-radius: 6px; }
pre code { overflow-wrap: normal; display: block; width: max-content; min-width: 100%; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -999rem; }
.skip:focus { left: 1rem; top: 1rem; background: var(--ground); padding: .5rem; z-index: 1; }
.total { font-size: 1.1rem; font-weight: 600; }
.flag { white-space: nowrap; }
.soft { color: var(--soft); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: right; padding: .3rem .5rem; border-bottom: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); font-size: .85rem; white-space: nowrap; }
th:first-child, th:nth-child(2) { text-align: left; }
thead th:first-child { width: 38%; }
thead th:nth-child(2) { width: 26%; }
.legend { display: flex; flex-wrap: wrap; gap: .15rem 1rem; padding: 0; margin: 0 0 .25rem; list-style: none; color: var(--soft); font-size: .85rem; }
.legend svg { display: inline-block; width: .75rem; margin-right: .4rem; vertical-align: -.05rem; }
td.bar { min-width: 7rem; }
svg { display: block; width: 100%; height: .75rem; border-radius: 3px; background: var(--panel); }
.bar-done { fill: var(--bar-done); } .bar-safe { fill: var(--bar-safe); } .bar-unsafe { fill: var(--bar-unsafe); }
.bar-none { fill: var(--bar-none); } .bar-recorded { fill: var(--bar-recorded); }
.bar-suppressed { fill: var(--bar-suppressed); }
button, input, select { font: inherit; color: inherit; background: var(--ground); border: 1px solid var(--soft); border-radius: 6px; padding: .3rem .6rem; min-height: 2.25rem; max-width: 100%; }
button { cursor: pointer; }
td button, th button { border: 0; padding: 0 .25rem; color: var(--link); background: none; text-align: left; text-decoration: underline; overflow-wrap: anywhere; }
#filters:not([hidden]) { display: flex; flex-wrap: wrap; gap: .75rem; align-items: end; margin: .5rem 0 1rem; }
#filters label { display: grid; grid-template-columns: minmax(0, 1fr); gap: .15rem; font-size: .85rem; color: var(--soft); max-width: 100%; }
#filters label, #filters input, #filters select { color: var(--text); }
#filters label.search { flex: 1 1 14rem; }
.actions { display: flex; flex-wrap: wrap; gap: .5rem; }
#shown { margin: 0 0 .5rem; color: var(--soft); }
.finding { border: 1px solid var(--line); border-radius: 8px; margin: 0 0 .5rem; background: var(--ground); }
.finding[hidden] { display: none; }
summary { padding: .5rem .75rem; cursor: pointer; }
.finding[open] > summary { border-bottom: 1px solid var(--line); }
.headline { display: block; margin-top: .15rem; overflow-wrap: anywhere; }
.place { color: var(--soft); }
summary .place { color: var(--text); font-weight: 600; }
.badge { display: inline-block; font-size: .8rem; line-height: 1.4; padding: 0 .45rem; border: 1px solid; border-radius: 1rem; white-space: nowrap; }
.error { color: var(--error); } .warning { color: var(--warning); } .note { color: var(--note); }
.fix-safe { color: var(--safe); } .fix-unsafe { color: var(--unsafe); } .fix-none, .state { color: var(--none); }
.body { padding: .75rem; }
.number { display: inline-block; min-width: 3rem; padding-right: 1rem; text-align: right; color: var(--soft); user-select: none; }
.own .number { color: var(--text); font-weight: 700; }
.gap { color: var(--soft); padding-left: 1rem; }
mark { color: inherit; background: var(--mark); border-radius: 2px; }
mark.reason { background: var(--reason); text-decoration: underline; }
.reasons li { margin: .35rem 0; overflow-wrap: anywhere; }
.role { display: inline-block; min-width: 3.5rem; color: var(--soft); }
.change { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: .25rem .75rem; margin: .5rem 0; }
.change > div { min-width: 0; }
figcaption { grid-column: 1 / -1; }
del, ins { text-decoration: none; }
del { background: var(--removed); } ins { background: var(--added); }
footer { margin-top: 2rem; padding-bottom: 2rem; color: var(--soft); }
@media (max-width: 40rem) {
  table, tbody, tr { display: block; }
  thead { position: absolute; left: -999rem; }
  tr { display: grid; grid-template-columns: 1fr auto; border-bottom: 1px solid var(--line); padding: .3rem 0; }
  th, td { border: 0; padding: .1rem .25rem; }
  td:not(.bar):not(:last-child) { display: none; }
  td.bar { grid-column: 1 / -1; grid-row: 2; width: auto; }
  td:last-child { grid-column: 2; grid-row: 1; }
  .number { min-width: 2rem; padding-right: .5rem; }
}
@media print {
  :root { color-scheme: light; }
  body { font-size: 11pt; }
  #filters, #filters:not([hidden]), #shown, .skip { display: none; }
  h1, h2, h3, h4, summary, figcaption, .legend { break-after: avoid; }
  tr, li, pre, p, summary { break-inside: avoid; }
  .finding::details-content { break-before: avoid; }
  mark, del, ins, svg { print-color-adjust: exact; }
  .finding::details-content { content-visibility: visible; }
  pre { white-space: pre-wrap; overflow: visible; }
  pre code { width: auto; }
  a { color: inherit; }
}
`;
