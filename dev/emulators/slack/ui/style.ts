export const style = `
:root{--bg:#fff;--fg:#1d1c1d;--soft:#5f5e60;--line:#e2e1e3;--side:#3b1d3d;--side-fg:#f4eef5;--side-soft:#cdbccf;--side-on:#5d3960;
--hover:#f8f8f8;--link:#0b5c8f;--mention:#e8f3fb;--code:#f4f4f5;--code-fg:#a8274a;--go:#00704f;--stop:#c01446;--note:#fff8e6;--note-line:#e8c46a;--field:#fff;--shade:rgb(0 0 0/.45)}
@media(prefers-color-scheme:dark){:root{--bg:#1a1d21;--fg:#e3e3e5;--soft:#abadb1;--line:#35383d;--side:#19111b;--side-fg:#eee6ef;--side-soft:#a594a8;--side-on:#4a2b4d;
--hover:#212529;--link:#62b4e8;--mention:#16344a;--code:#26292e;--code-fg:#f08aa6;--go:#05835f;--stop:#d42552;--note:#2d2716;--note-line:#7d6529;--field:#22252a;--shade:rgb(0 0 0/.65)}}
*{box-sizing:border-box}html{color-scheme:light dark}
body{margin:0;background:var(--bg);color:var(--fg);font:15px/1.46 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;height:100dvh;overflow:hidden}
a{color:var(--link)}button,input,select,textarea{font:inherit;color:inherit}form{margin:0}
:focus-visible{outline:3px solid #1d9bd1;outline-offset:1px}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
#app{display:grid;grid-template-columns:250px minmax(0,1fr);height:100%}
#app.threaded{grid-template-columns:250px minmax(0,1fr) minmax(300px,400px)}
nav{background:var(--side);color:var(--side-fg);padding:14px 10px;overflow:auto;display:flex;flex-direction:column;gap:14px}
nav h1{font-size:18px;margin:0 8px}nav h2{font-size:12px;margin:0 8px 4px;color:var(--side-soft);font-weight:600}
nav ul{list-style:none;margin:0 0 10px;padding:0}nav label span{font-size:12px;margin:0 8px 4px;color:var(--side-soft);font-weight:600;display:block}nav li a{display:block;padding:5px 10px;border-radius:6px;color:var(--side-fg);text-decoration:none;overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
nav li a:hover{background:rgb(255 255 255/.08)}nav li a[aria-current]{background:var(--side-on);font-weight:600}
nav select{width:100%;background:var(--side-on);color:var(--side-fg);border:1px solid transparent;border-radius:6px;padding:7px 8px}
nav select option{background:var(--bg);color:var(--fg)}
nav details summary{cursor:pointer;padding:5px 8px;border-radius:6px;font-weight:600;font-size:13px;color:var(--side-soft)}
.faults{display:grid;gap:4px;padding:6px 0}.faults form{display:flex;gap:6px;align-items:center;padding:0 8px;font-size:13px}.faults span{flex:1}
.faults button{border:1px solid var(--side-soft);background:none;border-radius:5px;padding:2px 8px;font-size:12px;cursor:pointer;color:var(--side-fg)}
.faults button.on{background:#ecb22e;border-color:#ecb22e;color:#1d1c1d;font-weight:600}
.side-fault{background:#ecb22e;color:#1d1c1d;border-radius:6px;padding:6px 10px;font-size:13px}
main,aside{display:flex;flex-direction:column;min-width:0;min-height:0;height:100%}
aside{border-left:1px solid var(--line)}
.top{display:flex;align-items:center;gap:10px;border-bottom:1px solid var(--line);padding:0 18px;min-height:52px;font-weight:700}
.top small{font-weight:400;color:var(--soft)}.top .end{margin-left:auto}.top a{text-decoration:none;padding:6px 10px;border-radius:6px}.top a:hover{background:var(--hover)}
.stream{flex:1;overflow:auto;padding:12px 0 16px;display:flex;flex-direction:column}.stream>:first-child{margin-top:auto}
.day{align-self:stretch;text-align:center;color:var(--soft);font-size:13px;margin:10px 18px;display:flex;gap:12px;align-items:center}.day::before,.day::after{content:"";flex:1;border-top:1px solid var(--line)}
.msg{display:grid;grid-template-columns:36px minmax(0,1fr);gap:10px;padding:7px 18px}.msg:hover{background:var(--hover)}
.msg.private{background:var(--note);border-left:3px solid var(--note-line);padding-left:15px}
.app-icon,.face{width:36px;height:36px;border-radius:8px;display:grid;place-items:center;font-weight:700;background:#7b3f80;color:#fff}
.app-icon.small{width:24px;height:24px;border-radius:6px;font-size:13px}.face{background:#2b6a8f}
.who{display:flex;flex-wrap:wrap;gap:0 8px;align-items:baseline}.who b{font-weight:700}.who time,.who small,.edited{color:var(--soft);font-size:12px}
.badge{background:var(--line);color:var(--soft);font-size:10px;padding:1px 4px;border-radius:3px;font-weight:600;align-self:center}
.text{overflow-wrap:anywhere}blockquote{margin:3px 0;padding-left:12px;border-left:4px solid var(--line)}
pre{margin:4px 0;background:var(--code);border:1px solid var(--line);border-radius:5px;padding:8px;white-space:pre-wrap;overflow-wrap:anywhere}code{background:var(--code);color:var(--code-fg);border:1px solid var(--line);border-radius:4px;padding:0 3px;font-size:.88em}
.dot{display:inline-block;width:.78em;height:.78em;border-radius:50%;overflow:hidden;text-indent:2em;white-space:nowrap;vertical-align:-.04em}
.dot.red{background:#d62839}.dot.orange{background:#e8740c}.dot.yellow{background:#e9b200}.dot.green{background:#1f9d55}
.mention{background:var(--mention);color:var(--link);border-radius:3px;padding:0 3px}
.b-header{font-size:18px;margin:2px 0 6px;line-height:1.3}.b-section{display:flex;gap:14px;align-items:flex-start;margin:4px 0;flex-wrap:wrap}.b-body{flex:1 1 240px;min-width:0}
.b-fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(200px,1fr));gap:6px 16px;margin-top:4px;max-width:620px}
.b-context{color:var(--soft);font-size:13px;display:flex;flex-wrap:wrap;gap:2px 10px;margin:4px 0;align-items:center}.b-image{border:1px dashed var(--line);border-radius:6px;padding:2px 8px;color:var(--soft);font-size:13px}
.b-chart{margin:8px 0;max-width:620px}.b-chart figcaption{font-weight:700}.b-chart svg{display:block;width:100%;font-size:12px}.b-chart text{fill:var(--soft)}.b-chart p{display:flex;flex-wrap:wrap;gap:2px 14px;margin:2px 0;font-size:13px}.b-chart i{display:inline-block;width:10px;height:10px;border-radius:2px;margin-right:5px}.b-chart small{color:var(--soft)}
.b-table{overflow-x:auto;margin:8px 0;max-width:620px;border:1px solid var(--line);border-radius:8px}.b-table table{border-collapse:collapse;width:100%;font-size:14px}.b-table caption{text-align:left;font-weight:700;padding:6px 10px}.b-table th,.b-table td{text-align:left;padding:5px 10px;border-top:1px solid var(--line);font-weight:400;white-space:nowrap}.b-table thead th{color:var(--soft);font-size:13px}.b-table tbody th{font-weight:600}.b-table .n{text-align:right}
.b-fold{border:1px solid var(--line);border-radius:8px;padding:6px 12px;margin:6px 0;max-width:620px}.b-fold summary{cursor:pointer;font-weight:600}.b-alert{background:var(--note);border:1px solid var(--note-line);border-radius:8px;padding:8px 12px;margin:4px 0}
.b-actions{display:flex;align-items:center;flex-wrap:wrap;gap:8px;margin:8px 0 4px}hr{border:0;border-top:1px solid var(--line);margin:10px 0}
.btn{background:var(--bg);border:1px solid color-mix(in srgb,var(--fg) 32%,transparent);border-radius:7px;padding:6px 14px;font-weight:600;font-size:14px;cursor:pointer;min-height:36px}
.btn:hover{background:var(--hover)}.btn.primary{background:var(--go);border-color:var(--go);color:#fff}.btn.danger{color:var(--stop);border-color:var(--stop)}.btn.danger:hover{background:var(--stop);color:#fff}
.btn[disabled]{opacity:.5;cursor:wait}
.choose{display:flex;gap:6px}.choose select,.choose input{border:1px solid var(--line);background:var(--field);border-radius:6px;padding:6px 8px;max-width:220px}.js .choose .btn{display:none}
.overflow{position:relative}.overflow summary{list-style:none;cursor:pointer;padding:5px 12px;border:1px solid color-mix(in srgb,var(--fg) 32%,transparent);border-radius:7px}.overflow form{position:absolute;right:0;z-index:2;background:var(--bg);border:1px solid var(--line);border-radius:8px;padding:6px;min-width:180px;display:grid;box-shadow:0 4px 16px var(--shade)}.overflow form button{background:none;border:0;text-align:left;padding:8px;border-radius:5px;cursor:pointer}.overflow form button:hover{background:var(--hover)}
.replies{display:inline-flex;gap:8px;align-items:center;margin-top:4px;font-size:13px;text-decoration:none;font-weight:600;padding:3px 6px;margin-left:-6px;border-radius:6px}.replies small{color:var(--soft);font-weight:400}.replies:hover{background:var(--bg)}
.reply-link{font-size:12px;color:var(--soft);text-decoration:none}.reply-link:hover{text-decoration:underline}
.say{border-top:1px solid var(--line);padding:10px 18px 14px;display:flex;gap:8px}.say input{flex:1;min-width:0;border:1px solid color-mix(in srgb,var(--fg) 32%,transparent);border-radius:8px;padding:8px 12px;background:var(--field)}
.tab{border:0;background:none;cursor:pointer;padding:6px 10px;border-radius:6px;font:inherit;font-weight:600;color:var(--soft);text-decoration:none}.tab[aria-current]{color:var(--fg);box-shadow:inset 0 -3px 0 var(--go);border-radius:0}
.home{padding:8px 24px 24px;max-width:820px;width:100%;margin-bottom:auto}.stream>.home:first-child{margin-top:0}.shortcut{display:inline-block;margin-left:12px}.shortcut button{border:0;background:none;padding:0;cursor:pointer}
.empty{color:var(--soft);text-align:center;padding:40px 20px;margin:auto}
.veil{position:fixed;inset:0;background:var(--shade);display:grid;grid-template:minmax(0,1fr)/minmax(0,1fr);place-items:center;padding:16px;z-index:5}
.modal{background:var(--bg);border-radius:10px;width:min(540px,100%);max-height:100%;display:flex;flex-direction:column;box-shadow:0 10px 40px var(--shade)}
.modal header{display:flex;align-items:center;gap:10px;padding:16px 20px 12px}.modal header h2{font-size:19px;margin:0;flex:1}
.plain{border:0;background:none;cursor:pointer;padding:6px 10px;border-radius:6px;font-size:16px}.plain:hover{background:var(--hover)}
.modal-body{overflow:auto;min-height:0;padding:4px 20px 16px}.modal footer{display:flex;justify-content:flex-end;gap:10px;padding:12px 20px 16px;border-top:1px solid var(--line)}
.field{margin:0 0 18px;padding:0;border:0;min-width:0}.field>label,.field>legend{font-weight:700;display:block;margin-bottom:5px;padding:0}.optional{font-weight:400;color:var(--soft)}
.field input:not([type=radio],[type=checkbox]),.field select,.field textarea{width:100%;border:1px solid color-mix(in srgb,var(--fg) 45%,transparent);background:var(--field);border-radius:6px;padding:9px 11px}.field textarea{resize:vertical}
.field [aria-invalid]{border-color:var(--stop)!important;box-shadow:0 0 0 1px var(--stop)}.choices{display:grid;gap:2px;max-height:300px;overflow:auto}.choices label{display:flex;gap:10px;padding:5px 2px;align-items:flex-start}.choices input{width:18px;height:18px;margin:2px 0 0;flex:none;accent-color:var(--go)}.choices small{display:block;color:var(--soft)}
.hint{color:var(--soft);display:block;margin-top:4px}.field-error{color:var(--stop);margin:5px 0 0;font-size:14px;font-weight:600}.problem{background:var(--note);border:1px solid var(--note-line);border-radius:6px;margin:0 20px 10px;padding:8px 12px}
.menu{display:none}
@media(prefers-color-scheme:dark){.field-error,.btn.danger{color:#ff7c9b}.btn.danger:hover{color:#fff}}
@media(max-width:1050px){#app.threaded{grid-template-columns:200px minmax(0,1fr) minmax(280px,1fr)}#app{grid-template-columns:200px minmax(0,1fr)}}
@media(max-width:760px){#app,#app.threaded{grid-template-columns:minmax(0,1fr);grid-template-rows:auto minmax(0,1fr)}
nav{padding:0;display:block}nav .inner{display:none;padding:10px;gap:14px;max-height:70dvh;overflow:auto}nav.open .inner{display:flex;flex-direction:column}
nav h1{display:none}.menu{display:flex;align-items:center;gap:10px;width:100%;background:none;border:0;color:var(--side-fg);padding:12px 16px;font-weight:700;text-align:left;cursor:pointer}.menu small{margin-left:auto;font-weight:400;color:var(--side-soft)}
nav li a{padding:11px 10px}nav select{padding:11px}.faults button{padding:8px 12px}
#app.threaded main{display:none}aside{border-left:0}.msg{padding:8px 14px}.top{padding:0 14px}.say{padding:8px 14px 12px}.btn{min-height:44px}.say input{font-size:16px}
.veil{padding:0;place-items:end stretch}.modal{border-radius:12px 12px 0 0;max-height:94dvh}.field input,.field select,.field textarea{font-size:16px}.choices label{padding:10px 2px}}
@media(min-width:761px){nav .inner{display:contents}}
@media(prefers-reduced-motion:no-preference){.fresh{animation:fresh 1.6s ease-out}@keyframes fresh{from{background:var(--note)}}}
`
