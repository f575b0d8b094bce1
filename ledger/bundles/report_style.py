"""The look of a report: system fonts, light and dark, desk and phone, A4.

- Nothing is fetched: no fonts, no pictures, no scripts.
- Text has a contrast of at least 4.5 to 1 in both schemes; a difference is marked by word and line, not by colour only.
- Below 640 pixels a table is read row by row, each cell behind its heading.
- On paper the light scheme holds, and no row, picture or heading is torn from what follows it.
"""

from typing import Final

STYLE: Final = """
:root{color-scheme:light dark;--paper:#fff;--ink:#1b1f24;--soft:#535b66;--line:#c8ced6;--panel:#f4f6f8;
--link:#0a4f96;--alarm:#a01219;--alarm-panel:#fdf0f0;--good:#1f6135}
@media (prefers-color-scheme:dark){:root{--paper:#14181d;--ink:#e7eaee;--soft:#aab2bd;--line:#3c4551;--panel:#1d232a;
--link:#8fbdf5;--alarm:#ff9d97;--alarm-panel:#33191b;--good:#86d6a0}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,
"Noto Sans","Liberation Sans",sans-serif}
header,main,footer{max-width:70rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:1.5rem}
footer{padding-top:1rem;padding-bottom:2rem;color:var(--soft);border-top:1px solid var(--line)}
h1{font-size:1.75rem;line-height:1.2;margin:.25rem 0 .5rem;overflow-wrap:anywhere}
h2{font-size:1.3rem;line-height:1.3;margin:2.25rem 0 .5rem;padding-top:.75rem;border-top:1px solid var(--line);
overflow-wrap:anywhere}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
p{margin:.5rem 0;max-width:46rem;overflow-wrap:anywhere}
a{color:var(--link)}
ul{padding-left:1.25rem;max-width:46rem}
.mark{font-weight:700;letter-spacing:.02em;color:var(--alarm)}
.lead{color:var(--soft)}
.status{display:inline-block;padding:.35rem .75rem;border-left:4px solid var(--good);background:var(--panel)}
.status.broken,.status.incomplete,.status.findings{border-color:var(--alarm)}
.big{font-size:1.15rem;font-weight:600}
.alarm{color:var(--alarm);font-weight:600}
.callout{padding:.6rem .9rem;border-left:4px solid var(--alarm);background:var(--alarm-panel);max-width:46rem}
.soft{color:var(--soft)}
.hash,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.78rem;
overflow-wrap:anywhere;word-break:break-all;color:var(--soft)}
pre{white-space:pre-wrap;color:var(--ink);background:var(--panel);padding:.6rem .8rem;font-size:.9rem;margin:.5rem 0}
table{border-collapse:collapse;width:100%;margin:.5rem 0 1rem;font-size:.92rem}
caption{text-align:left;color:var(--soft);padding:.25rem 0;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:600;border-bottom-width:2px}
tbody th{font-weight:600;min-width:9rem}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
thead th.n{white-space:normal}
td p,th p{margin:0 0 .2rem;max-width:none}
tbody th,td{overflow-wrap:anywhere}
td{min-width:7.5rem}
td.n{min-width:0}
th .soft{font-weight:400}
.even{table-layout:fixed}
.even thead th:first-child{width:16%}
.even thead th:nth-child(2){width:30%}
.two{display:grid;grid-template-columns:minmax(0,24rem) minmax(0,1fr);gap:2rem;align-items:start}
figure{margin:.5rem 0}
svg{display:block;width:100%;max-width:24rem;height:auto}
svg text{font-family:inherit;fill:var(--ink);font-size:13px}
svg .title{font-weight:600}
svg .figure{font-size:22px;font-weight:600}
svg .small{fill:var(--soft)}
svg .bad{fill:var(--alarm);font-weight:600}
svg .box{fill:var(--panel);stroke:var(--line)}
svg .box.first{stroke:var(--alarm);stroke-width:2}
svg .edge{stroke:var(--soft);stroke-width:1.5;fill:none}
svg .edge.bad{stroke:var(--alarm);stroke-dasharray:5 4;stroke-width:2}
svg .tip{fill:var(--soft)}
svg .tip.bad{fill:var(--alarm)}
@media screen and (max-width:56rem){.two{display:block}}
@media screen and (max-width:40rem){
header,main,footer{padding-left:1rem;padding-right:1rem}
h1{font-size:1.4rem}
table,thead,tbody,tr,th,td,caption{display:block;width:auto}
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tbody th,td{min-width:0}
tbody tr{border:1px solid var(--line);border-radius:.4rem;margin:0 0 .75rem;padding:.3rem .7rem;background:var(--panel)}
tbody th,tbody td,td.n,th.n{border:0;padding:.25rem 0;text-align:left;white-space:normal}
tbody td::before{content:attr(data-label);display:block;color:var(--soft);font-size:.8rem}
tbody td.n{display:grid;grid-template-columns:9rem 1fr}
tbody td:empty{display:none}
}
@page{size:A4;margin:16mm 14mm}
@media print{
:root{color-scheme:light;--paper:#fff;--ink:#000;--soft:#444;--line:#bbb;--panel:#f4f4f4;--link:#000;--alarm:#8f0d14;
--alarm-panel:#fff;--good:#1f6135}
body{font-size:9.5pt}
header,main,footer{max-width:none;padding-left:0;padding-right:0}
nav{display:none}
h1{font-size:16pt}h2{font-size:12.5pt;margin-top:14pt;padding-top:6pt}h3{font-size:10.5pt}
h1,h2,h3,caption,.big{break-after:avoid}
thead,thead tr{break-after:avoid}
tbody tr:first-child{break-before:avoid}
.big{font-size:10.5pt}tbody th{min-width:3.2cm}td{min-width:2.4cm}td.n{min-width:0}caption{font-size:8.5pt}
tr,figure,.callout,pre{break-inside:avoid}
table{font-size:8.5pt}
th,td{padding:3pt 4pt}
.hash{font-size:6.6pt}
.two{display:grid;grid-template-columns:7cm 1fr;gap:.6cm}
svg{max-width:7cm}
thead{display:table-header-group}
}
"""
