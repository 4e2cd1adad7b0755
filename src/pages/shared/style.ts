import { paper, readable } from '../../colour.ts'

/** The one stylesheet of customers' pages, in a brand's colour. `--b` is the brand, `--a` the brand as ink. */
export function style(colour: string): string {
  const { brand, on, light, dark } = readable(colour)
  return squeeze(`
:root{color-scheme:light dark;--b:${brand};--o:${on};--a:${light};--p:${paper.light};--c:#fff;--t:#26221d;--m:#645c51;--l:#8b8276;--h:#ece6dc;--f:#a8201a}
@media(prefers-color-scheme:dark){:root{--a:${dark};--p:#171512;--c:${paper.dark};--t:#f2ede5;--m:#b9afa2;--l:#857c70;--h:#302c27;--f:#ff9c93}}
*{box-sizing:border-box}
body{margin:0;background:var(--p);color:var(--t);font:1.0625rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;overflow-wrap:break-word;hyphens:auto}
header,main{max-width:36rem;margin:auto;padding:1rem 1.25rem}
header{display:flex;align-items:center;gap:.75rem;font-weight:600;padding-bottom:0}
header img{height:2.25rem;max-width:9rem;background:#fff;border-radius:.4rem;padding:.15rem}
h1{font-size:1.625rem;line-height:1.2;margin:.5rem 0;text-wrap:balance}
h2{font-size:1.125rem;margin:0 0 .4rem}
p{margin:.4rem 0}
a{color:var(--a)}
.m{color:var(--m);font-size:.9375rem}
p+button{margin-top:.6rem}
[type=file]{font:inherit;max-width:100%}
::file-selector-button{font:inherit;min-height:2.75rem;margin-right:.75rem;padding:.3rem .95rem;color:var(--a);background:none;border:1px solid var(--l);border-radius:.7rem}
main img{max-width:100%;max-height:16rem;border-radius:.7rem;margin:.4rem .4rem 0 0}
.t{white-space:pre-wrap}
li .t{border-left:2px solid var(--l);padding-left:.7rem;margin-top:.2rem}
section,form{background:var(--c);border-radius:1rem;padding:1.25rem;margin:1.1rem 0;box-shadow:0 0 0 1px var(--h)}
section.n{border-left:.4rem solid var(--a)}
fieldset{border:0;margin:0 0 1.25rem;padding:0;min-width:0}
legend,.q{display:block;padding:0;margin-bottom:.5rem;font-weight:600}
legend+.m,.q+.m{margin:-.35rem 0 .5rem}
.d{margin-bottom:1.25rem}
.v{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.s,.k{display:flex;gap:.5rem}
.k{flex-wrap:wrap}
.k label{max-width:100%}
.s label{flex:1}
.s label,.k label{position:relative;display:block}
.s input,.k input{position:absolute;inset:0;width:100%;height:100%;margin:0;opacity:0;cursor:pointer}
.s span,.k span{display:flex;align-items:center;min-height:2.75rem;padding:.3rem .95rem;border:1px solid var(--l);border-radius:1.4rem}
.s span{justify-content:center;height:3.75rem;padding:0;border-radius:.8rem;font-size:1.375rem;font-weight:600}
input:hover+span{background:var(--h)}
input:checked+span{background:var(--b);color:var(--o);border-color:var(--a);box-shadow:0 0 0 1px var(--a)}
.k input:checked+span:before{content:"\\2713";content:"\\2713"/"";margin-right:.45rem}
.e{display:flex;justify-content:space-between;gap:1rem;margin:.4rem 0 0}
input.w,textarea,select{display:block;width:100%;font:inherit;color:inherit;background:var(--p);border:1px solid var(--l);border-radius:.7rem;padding:.6rem .8rem;min-height:2.75rem}
textarea{min-height:6.5rem;resize:vertical}
button{font:inherit;font-weight:600;width:100%;min-height:3.25rem;padding:.5rem 1.25rem;border:1px solid var(--a);border-radius:.8rem;background:var(--b);color:var(--o);cursor:pointer}
button.q2{background:none;color:var(--a);margin:0}
:focus-visible,input:focus-visible+span{outline:3px solid var(--a);outline-offset:2px}
summary,a.z{display:flex;align-items:center;min-height:2.75rem;color:var(--a);cursor:pointer}
summary:before{content:"+";content:"+"/"";width:1.2rem;font-weight:600}
[open]>summary:before{content:"\\2212";content:"\\2212"/""}
details form{margin-top:.25rem}
section form{padding:0;margin:.5rem 0 1rem;box-shadow:none}
section>:first-child{margin-top:0}
section>:last-child{margin-bottom:0}
.f{color:var(--f);font-weight:600}
[aria-invalid]{border-color:var(--f);box-shadow:0 0 0 1px var(--f)}
dl,ol,ul{margin:0;padding:0;list-style:none}
dt{font-weight:600;margin-top:.6rem}
dd{margin:0}
li+li{margin-top:.7rem}
form:not(:has([value=phone]:checked,[value=change]:checked)) .i{display:none}
@media(prefers-reduced-motion:no-preference){span,button{transition:background .12s}}
@media(max-width:22rem){section,form{padding:1rem}.s{gap:.25rem}}
@media print{:root{--p:#fff}form,details,a.z{display:none}section{break-inside:avoid}}
@media(forced-colors:active){input:checked+span{outline:3px solid Highlight;outline-offset:-4px}}
@media(min-width:40rem){header,main{padding-inline:0}section,form{padding:1.75rem}button{width:auto}}`)
}

const squeeze = (css: string): string => css.replace(/\n/g, '')
