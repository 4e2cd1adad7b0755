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
header .home{font-weight:700;font-size:1.125rem;text-decoration:none;color:var(--ink);display:inline-flex;align-items:center;min-height:2.75rem}
header .home:before{content:"";width:.75rem;height:.75rem;border-radius:.2rem;background:var(--accent);margin-right:.6rem}
header .who{margin-left:auto;color:var(--soft);white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
header form{flex:none}
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
.card>*+*{margin-top:.6rem}
.big{padding:1.1rem 1.25rem}
.big h1{margin:0;font-size:1.375rem}
dl{display:grid;grid-template-columns:minmax(6rem,11rem) 1fr;gap:.25rem 1rem;margin:0;align-items:baseline}
dt{color:var(--soft);font-size:.9375rem}
.bare dl{display:block}
.bare dt{color:var(--ink);font-size:1rem;font-weight:600}
dd{margin:0}
figure{margin:0}
figcaption{font-size:.9375rem;font-weight:600}
blockquote{margin:.15rem 0 0;padding:.1rem 0 .1rem .85rem;border-left:3px solid var(--edge)}
hr{border:0;border-top:1px solid var(--line);width:100%}
.me{background:var(--wash);border-radius:.25rem;padding:0 .25rem}
.acts{display:flex;flex-wrap:wrap;gap:.5rem;margin-top:.9rem}
button,.button,summary{font:inherit;font-weight:600;min-height:2.75rem;padding:.4rem 1rem;border:1px solid var(--edge);border-radius:.5rem;background:var(--sheet);color:var(--ink);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center}
button.primary{background:var(--accent);border-color:var(--accent);color:var(--on)}
button.danger,summary.danger{border-color:var(--bad);color:var(--bad)}
button.plain{border-color:transparent;background:none;color:var(--accent);padding-inline:.5rem}
button:hover,.button:hover,summary:hover{background:var(--wash)}
button.primary:hover{background:var(--accent);filter:brightness(1.1)}
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
.told{background:var(--note);border:1px solid var(--accent);border-radius:.6rem;padding:.7rem 1rem;margin:1rem 0}
.told.bad{background:var(--sheet);border-color:var(--bad)}
.say{display:flex;gap:.5rem;margin:.4rem 0}
.say input{flex:1;min-width:0}
.cols{display:grid;gap:1rem 2rem}
.field{margin:0 0 1.35rem;border:0;padding:0;min-width:0}
label,legend{display:block;font-weight:600;padding:0;margin-bottom:.3rem}
.opts label{font-weight:400;display:flex;gap:.6rem;align-items:flex-start;margin:0;padding:.55rem .6rem;border-radius:.4rem;min-height:2.75rem}
.opts label:hover{background:var(--wash)}
.opts input{flex:none;width:1.2rem;height:1.2rem;margin:.15rem 0 0;accent-color:var(--accent)}
.hint{color:var(--soft);font-size:.9375rem;margin:-.1rem 0 .35rem}
.fault{color:var(--bad);font-weight:600;margin:0 0 .35rem;white-space:pre-wrap}
input[type=text],input[type=email],input[type=date],input[type=number],select,textarea{font:inherit;color:inherit;background:var(--sheet);border:1px solid var(--edge);border-radius:.5rem;padding:.5rem .7rem;min-height:2.75rem;width:100%}
input[type=date],input[type=number]{max-width:14rem}
textarea{min-height:9rem;resize:vertical}
[aria-invalid]{border-color:var(--bad);box-shadow:0 0 0 1px var(--bad)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media(max-width:30rem){dl{grid-template-columns:1fr;gap:0}dd+dt{margin-top:.35rem}.acts>*{flex:1 1 auto;justify-content:center}.acts summary,.acts details button{width:100%;justify-content:center}}
@media(min-width:64rem){.cols{grid-template-columns:minmax(0,2fr) minmax(0,3fr)}.cols.home{grid-template-columns:minmax(0,3fr) minmax(0,2fr)}.opts.many{columns:2}.opts.many label{break-inside:avoid}.about{position:sticky;top:1rem;align-self:start}}
@media(forced-colors:active){h1:before,h2:before,.home:before{forced-color-adjust:none}}
@media print{header,.acts,.say{display:none}}
`.replace(/\n/g, '')
