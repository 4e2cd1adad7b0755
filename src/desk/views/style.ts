/** The one stylesheet of the desk: quiet, so that the customer's words and what is due stand out. */
export const style = `
:root{color-scheme:light dark;--paper:#f4f5f3;--sheet:#fff;--ink:#1d2422;--soft:#56605c;--line:#d5dad6;--edge:#7d8883;--accent:#1c5f52;--on:#fff;--wash:#e9efec;--bad:#a3261d;--waiting:#8a5a00;--good:#1f6b35;--note:#eef4f1}
@media(prefers-color-scheme:dark){:root{--paper:#131615;--sheet:#1c201f;--ink:#e8ecea;--soft:#a7b1ad;--line:#343b38;--edge:#7e8a85;--accent:#7fcdb9;--on:#0d1a16;--wash:#26302c;--bad:#ff9b90;--waiting:#f0bd62;--good:#86d39b;--note:#202a26}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:anywhere}
a{color:var(--accent)}
.skip{position:absolute;left:-99rem}
.skip:focus{left:.5rem;top:.5rem;background:var(--sheet);padding:.5rem 1rem;z-index:1}
header{background:var(--sheet);border-bottom:1px solid var(--line)}
header>div{max-width:76rem;margin:auto;padding:.4rem 1rem;display:flex;align-items:center;gap:1rem;min-height:3.25rem}
header .home{flex:none;white-space:nowrap;font-weight:700;font-size:1.125rem;text-decoration:none;color:var(--ink);display:inline-flex;align-items:center;min-height:2.75rem}
header .home:before{content:"";width:.75rem;height:.75rem;border-radius:.2rem;background:var(--accent);margin-right:.6rem}
header .who{margin-left:auto;color:var(--soft);line-height:2.75rem;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
header form{flex:none}
nav{max-width:76rem;margin:auto;padding:0 .5rem;display:flex;flex-wrap:wrap}
nav a{padding:.5rem;min-height:2.75rem;text-decoration:none;color:var(--soft);border-bottom:3px solid transparent;display:inline-flex;align-items:center}
nav a[aria-current]{color:var(--ink);font-weight:600;border-color:var(--accent)}
nav a:hover{color:var(--ink)}
main nav{margin:0 -.5rem;padding:0}
main{max-width:46rem;margin:auto;padding:1rem 1rem 4rem}
main.wide{max-width:76rem}
h1{font-size:1.5rem;line-height:1.25;margin:.75rem 0;text-wrap:balance}
h2{font-size:1.0625rem;line-height:1.35;margin:0}
h2.head{margin:1.75rem 0 .25rem}
p{margin:.35rem 0}
.soft,small{color:var(--soft);font-size:.9375rem}
.t{white-space:pre-wrap}
.card{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;padding:.9rem 1rem;margin:.75rem 0}
.card.bad{--tone:var(--bad)}.card.waiting{--tone:var(--waiting)}.card.good{--tone:var(--good)}
.bad>h1:before,.bad>h2:before,.waiting>h1:before,.waiting>h2:before,.good>h1:before,.good>h2:before{content:"";display:inline-block;width:.7em;height:.7em;border-radius:.2em;background:var(--tone);margin-right:.5em}
.card>*+*,.about>*+*{margin-top:.6rem}
.big{padding:1.1rem 1.25rem}
.big h1{margin:0;font-size:1.375rem}
dl{display:grid;grid-template-columns:minmax(6rem,11rem) 1fr;gap:.25rem 1rem;margin:0;align-items:baseline}
dt{color:var(--soft);font-size:.9375rem}
.bare dl{display:block}
.about dl{grid-template-columns:minmax(6rem,7.5rem) 1fr;gap:.25rem .75rem}.about dd+dt{margin-top:0}
.bare dt{color:var(--ink);font-size:1rem;font-weight:600}
dd{margin:0}
figure{margin:0}
figcaption{font-size:.9375rem;font-weight:600}
blockquote{margin:.15rem 0 0;padding:.1rem 0 .1rem .85rem;border-left:3px solid var(--edge)}
.item .acts{margin-top:.35rem}
hr{border:0;border-top:1px solid var(--line);width:100%}
.me{background:var(--wash);border-radius:.25rem;padding:0 .25rem}
.acts{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.9rem}
button,.button,summary{font:inherit;font-weight:600;min-height:2.75rem;padding:.4rem 1rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--sheet);color:var(--ink);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center}
button.primary,.button.primary{background:var(--accent);border-color:var(--accent);color:var(--on)}
button.danger,summary.danger{border-color:var(--bad);color:var(--bad)}
button.plain{border-color:transparent;background:none;color:var(--accent);padding-inline:.5rem}
button:hover,.button:hover,summary:hover{background:var(--wash)}
button.primary:hover,.button.primary:hover{background:var(--accent);filter:brightness(1.1)}
details[open]{flex-basis:100%;background:var(--note);border:1px solid var(--line);border-radius:.5rem;padding:.6rem}
details p{margin:.6rem 0}
details button.danger{background:var(--bad);color:var(--sheet)}
.thread{list-style:none;margin:1rem 0 0;padding:0 0 0 1rem;border-left:2px solid var(--line)}
.thread .card{border:0;border-radius:.5rem;padding:.6rem .9rem}
main>p>.button{margin-top:.5rem}
.pics{display:flex;flex-wrap:wrap;gap:.75rem;margin:.5rem 0}
.pics img{display:block;width:9rem;height:9rem;object-fit:cover;border:1px solid var(--line);border-radius:.5rem;background:var(--sheet)}
.feed{list-style:none;margin:.5rem 0;padding:0}
.feed li{border-top:1px solid var(--line)}
.feed a{display:block;padding:.65rem .5rem;text-decoration:none;color:inherit;border-radius:.4rem}
.feed a:hover{background:var(--wash)}
.feed b,.feed span,.feed small{display:block}
.feed .late{color:var(--bad)}
.answers{list-style:none;margin:.5rem 0;padding:0;display:grid;gap:0 1rem}
.filter{margin:.75rem 0}
details.plain[open]{background:none;border:0;padding:0}
.grid{display:grid;grid-template-columns:repeat(auto-fill,minmax(13rem,1fr));gap:.75rem 1rem;margin:.75rem 0;align-items:end}
.told{background:var(--note);border:1px solid var(--accent);border-radius:.6rem;padding:.7rem 1rem;margin:1rem 0}
.told.bad{background:var(--sheet);border-color:var(--bad)}
.say{display:flex;gap:.5rem;margin:.4rem 0}
.say input{flex:1;min-width:0}
.say label{flex:1;margin:0;align-self:center}
.say select{width:auto;max-width:60%}
.cols{display:grid;gap:1rem 2rem}
.field{margin:0 0 1.35rem;border:0;padding:0;min-width:0}
label,legend{display:block;font-weight:600;padding:0;margin-bottom:.3rem}
.opts label{font-weight:400;display:flex;gap:.6rem;align-items:flex-start;margin:0;padding:.55rem .6rem;border-radius:.4rem;min-height:2.75rem}
.opts label:hover{background:var(--wash)}
.opts input{flex:none;width:1.2rem;height:1.2rem;margin:.15rem 0 0;accent-color:var(--accent)}
.hint{color:var(--soft);font-size:.9375rem;margin:-.1rem 0 .35rem}
.fault{color:var(--bad);font-weight:600;margin:0 0 .35rem;white-space:pre-wrap}
input[type=text],input[type=search],input[type=email],input[type=date],input[type=number],select,textarea{font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--edge);border-radius:.5rem;padding:.5rem .7rem;min-height:2.75rem;width:100%}
input[type=date],input[type=number]{max-width:14rem}
textarea{min-height:9rem;resize:vertical}
[aria-invalid]{border-color:var(--bad);box-shadow:0 0 0 1px var(--bad)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
.chart{margin:1rem 0;break-inside:avoid}
.key{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1rem;padding:0;margin:.25rem 0;font-size:.9375rem;color:var(--soft)}
.key li:before{content:"";display:inline-block;width:.9em;height:.9em;border-radius:.2em;margin-right:.4em;vertical-align:-.1em;background:var(--accent);print-color-adjust:exact}
.key .k0:before{background:var(--bad)}.key .k1:before{background:var(--edge);opacity:.6}.key .k2:before{opacity:.4}
.key .ki:before,.key .km:before{height:0;border-radius:0;background:none;border-top:3px solid var(--accent);vertical-align:.25em;width:1.2em}
.key .ki:before{border-top:2px dashed var(--edge)}
.plot{display:grid;grid-template-columns:auto minmax(0,1fr);gap:.35rem .5rem;margin:.6rem 0;font-size:.8125rem;color:var(--soft)}
.plot svg{display:block;width:100%;height:11rem;overflow:visible}
.plot .x,.plot .y{display:flex;justify-content:space-between}
.plot .x{grid-column:2;gap:.5rem}
.plot .y{flex-direction:column;text-align:right;margin:-.6em 0;white-space:nowrap}
.plot path{fill:none;vector-effect:non-scaling-stroke;stroke-linecap:round;stroke-linejoin:round;print-color-adjust:exact}
.plot .grid{stroke:var(--line);stroke-width:1px}
.plot .lm{stroke:var(--accent);stroke-width:2.5px}
.plot .li{stroke:var(--edge);stroke-width:1.25px;stroke-dasharray:4 4}
.plot .b0{fill:var(--bad)}.plot .b1{fill:var(--edge);fill-opacity:.6}.plot .b2{fill:var(--accent);fill-opacity:.4}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{overflow-wrap:break-word;hyphens:auto;text-align:right;padding:.3rem .6rem;border-bottom:1px solid var(--line);font-weight:400;vertical-align:baseline}
th:first-child,td:first-child{text-align:left;padding-left:0}
thead th{color:var(--soft);font-size:.9375rem}
.part{margin:1.75rem 0;border-top:1px solid var(--line);padding-top:.9rem}
.part>h2,.part>summary>h2{font-size:1.25rem}.part>h2{margin-bottom:.6rem}
details.part{margin:0;padding:.25rem 0;background:none;border-width:1px 0 0;border-radius:0}details.part+:not(details){margin-top:1rem}
.part>summary{display:flex;gap:.6rem;align-items:baseline;border:0;background:none;padding:.6rem .25rem}
.part>summary:before{content:"";flex:none;width:.5rem;height:.5rem;border:solid var(--soft);border-width:0 2px 2px 0;transform:rotate(-45deg)}.part[open]>summary:before{transform:rotate(45deg)}
.part table{margin:1rem 0;max-width:52rem}
caption{text-align:left;font-weight:600;padding:.3rem 0}
.tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(13.5rem,1fr));gap:.75rem;margin:.75rem 0}
.tile{background:var(--sheet);border:1px solid var(--line);border-radius:.6rem;padding:.7rem .9rem;break-inside:avoid}
.tile .big{padding:0;font-size:1.75rem;font-weight:600;line-height:1.3;font-variant-numeric:tabular-nums}
.tile .soft{font-size:.875rem}
.pair{display:grid;gap:0 2.5rem}
.slim .bar{width:60%;padding-inline:0}
.slim svg{display:block;width:100%;height:.8rem}
.slim .b0{fill:var(--bad)}.slim .b1{fill:var(--edge);fill-opacity:.6}.slim .b2{fill:var(--accent);fill-opacity:.4}
.inline{display:inline}td .plain,.lines .plain{padding-block:0}
.lines{padding-left:1.1rem;max-width:52rem}
.lines li{margin:.5rem 0}
h3{font-size:1rem;margin:0}
@supports selector(::details-content){@media(min-width:48rem){.set::details-content{content-visibility:visible;height:auto}.set>summary{display:none}}}
@media(min-width:60rem){.pair{grid-template-columns:repeat(2,minmax(0,1fr))}}
@media(max-width:30rem){nav{--under:var(--sheet);flex-wrap:nowrap;overflow-x:auto;scrollbar-width:none;background:linear-gradient(90deg,var(--under) 40%,transparent) 0/2rem 100% no-repeat local,linear-gradient(-90deg,var(--under) 40%,transparent) 100%/2rem 100% no-repeat local,linear-gradient(90deg,var(--line),transparent) 0/.75rem 100% no-repeat,linear-gradient(-90deg,var(--line),transparent) 100%/.75rem 100% no-repeat}main nav{--under:var(--paper)}nav a{flex:none;white-space:nowrap}nav a[aria-current]{scroll-initial-target:nearest}}
@media(max-width:30rem){nav a{padding-inline:.4rem;font-size:.9375rem}.part table{font-size:.9375rem}.part th,.part td{overflow-wrap:anywhere}td .plain{padding-inline:0;font-size:.9375rem}th,td{padding-inline:.3rem}.tiles{grid-template-columns:1fr}}
@media(max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd+dt{margin-top:.35rem}.acts>*{flex:1 1 auto;justify-content:center}.acts summary,.acts details button,.acts form button{width:100%;justify-content:center}}
@media(min-width:64rem){.cols{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}.cols.home{grid-template-columns:minmax(0,3fr) minmax(0,2fr);grid-template-rows:auto 1fr}.say-first{grid-column:2}.waits{grid-column:1;grid-row:1/3}.opts.many{columns:2}.opts.many label{break-inside:avoid}.about{position:sticky;top:1rem;align-self:start}}
@media(forced-colors:active){h1:before,h2:before,.home:before{forced-color-adjust:none}}
@media print{header,.filter,.noprint,.acts,.say,.part>summary:before{display:none}details.more::details-content,details.part::details-content{content-visibility:visible;height:auto}.chart summary{display:none}}
`.replace(/\n/g, '')
