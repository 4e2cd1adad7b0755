/** What is severe, said in Swedish or Norwegian. How a list is read: phrases.ts. */
export const severeNorse = `
- brottsligt_dyr* i_alla/alle_fall ramla*/snubl*/snubbl*_över/over_er/en/nettsid* halka*_in falt/föll_for/bort/ut falt/faller_i_smak dödar/dreper_mig/meg_inte/ikke skär/skjærer_i_öronen/ørene ont/vondt_i_plånboken brinner/brenner/brann_för/for bröt*_ihop støt_av_statisk slag/slo/slog_av/på/opp/upp/til/till skade*/skada*_~_bil*/lakk* benet/beinet/ryggen/armen_på/av_stol*/bord*/soff* jobber/jobbar/jeg/jag_er/är/som_advokat/jurist advokatgat* advokatvei* advokatfirma* ingen/inget_grunn/skäl anmäl*/meld*_mig/meg_till/til/på pris*_~_eksploderte sjuk*/syk*_bra/god slo/slog_mig/meg/oss_at/att jag/jeg/vi_skickade/sendte/gav/ga/delade/delte/fortalte/berättade/mejlade/mailade/solgte/sålde ulovlig/olagligt_god*/gott
kin mamma* mor moren pappa* far faren dotter* datter* son sonen sønn* gutten jenta barn* unge* fru* kona mannen make* bror* syst* søster* mormor* bestemor svär* kund* pasient* patient* baby* eksen exen
who @kin jag jeg vi hon hun han de noen någon
my min mitt mina mine vår* våre hans hennes sin sitt
me mig meg oss sig seg honom ham henne @kin
own i/på_nacken/ryggen/axeln/huvudet/hodet
part arm armen ben benet bena bein beinet beina huvudet hodet ryggen fot foten håret huden
safe hand handen hånd hånda hånden händer* nacke* hals ansikt* ögat ögon* øye øyne* tand tanden tann tannen tänder* tenner* tunga tungen magen låret näsan nesa munnen fing* tån tåen handled* håndledd* ankel* knä knät kne kneet rev_ben revben* ribb* lårb* hofte* hårbott*
own = my>part 2
own = part>my 1
own = me>part 4
body @safe @own
did = who>Hurt 3
Hurt skad* bröt brut* brakk brukk* brän* brent* skar skår* kutt* koka* koke* rakt kläm* klem* slog slo kross* knus* svull* hovn* hoven blö* blød* sår* sår røk sprakk utslag* bet bitt stack stakk blåm* blås* blemm* smärt* smert* ont vondt sönder traff träffa* sting mist*
Hits skad* brän* brent* skar kutt* klem* kläm* slog slo spark* dytt* knuff* bet hota* true*
Harm hjärnsk* hjernery* brännsk* brannsk* matförg* matforg* förgift* forgift* på/till/til/i_sjukhus/sykehus ambulans* akuten akutmott* akuttmott* legevakt* elchock* elstöt* støt_i/av gir/ger_stöt*/støt stötar fick/fikk_~_stöt/støt elektrisk*_støt/stöt allergisk*_chock/sjokk/reaktion*/reaksjon* medvetsl* bevisstl* besvim* svimma* kolmonox* karbonmon* gaslukt* gasslukt* luktar/lukter_gas/gass drunkn* drukn* brinn* brann_i/bak/ned/ner börja*/begynte_~_brinna/brenne/ryka/ryke tok/tog_fyr/eld brandkår* brannvesen* eksploder* exploder* røyk/rök_ur/fra/från strømledning* bromsar* brems*_svikt inga/ingen/uten_broms*/brems* mist*/tapp*_brems* livsfarl* kunde/kunne/kan/kommer_~_dött/dødd/död/død/dö/dø/drept bli*/ble/blev/er/är_~_drept/dödad/skadad/skadd/skadet/skada/påkjørt/påkörd/biten/bitt/slagen/slått överfall* misshandl* feil/fel_dos*/medisin*/medicin*/tablett*/blod*/tand/tann tapp*/mist*_synet/synen dropp drypp glasbit* inlåst* innelåst* fastn*/satt/sitter_~_hiss*/heis* självm* selvm* rasa*/raste/datt_~_över/over/på/ner/ned farlig farligt glas/glass_i_mat*/salat*/sallad*/yog*/sup*/sopp*/is*
hosp sjukhus* sykehus* lasarett*
go åk* hamna* havn* låg ligger kjørt* kör* frakt* måt* tog tok
Sick syke spy* spydde kräk* kasta*/kastet_upp/opp diar* magsj* kvalm* feber* mår/mådde_~_illa bli*/ble/blev_dårlig/dårlige syk sjuk sjuka
food *maten *grøten mat ätit jag/vi_åt spis* middag* sushi* kyckl* kyll* fisk* blåskj* sopp* vatt* vannet drakk drack restaur* kräm* krem* medicin* medisin* tablett* lukt* røyk* mögel* mugg* gas gass kött* kjøtt* räkor räksm* reker rekesm*
foreign metall* nål* skru* spik*
Fell ramla* halka* snubbl* snubl* trilla* föll falt falle skled datt
Crash ramla* rasa* raste föll falt datt välte* velt* lossn* løsn* knakk smal* kasta* backa* rygg*
onme på/över/over/med/i/ned/ner/mot_mig/meg/oss/henne/honom/ham @kin
Law stämm*_er/dem/ert stämm*_jag/vi_er stämningsa* saksøk* søksm* rettssak* rettsl* rättsl* juridisk* rättegång* *domstol* domstol* tingsr* forliksr* gå*/går_til_sak dra_~_rätta tar/ta/bringe*_~_retten/rätten rettshj* rättssk* kronof* betalningsför* skadest* erstatningsk* erstatningssø* krev*/kräv*_~_skadestånd/erstatning/ersättning polisanm* politianm* polisen politiet anmel*/anmäl*_jag/jeg/vi_er/dere anmälan_mot arn konsumento* konsumentv* forbrukert* forbrukerr* forbrukerk* *nemnda *nämnden reklamationsn* *inspektionen *tilsynet arbetsmiljöv* *myndigheten husleiet* socialst* mitt_ombud juridiskt_ombud *ombudsman* ombudsm* pts ivo olaglig* ulovlig* brottsl* bedräg* svindel* avtalsbrott* kontraktsbr* møtes/ses/sees/dere/er_i/inför_retten/rätten advokat advokaten advokater advokatene jurist juristen jurister anmäl*/anmält_er/ert/dem/det/detta/företag*/butik*/bolag* anmel*_dere/dem/firma*/selskap*
oth andra andre andres fel feil tidigare tidligere annan annen
Other = oth>ppl 1
Other någon_annans noen_andres någon/noen_andra/andre en_annan/annen/annens/annans annens annans andre_folk*/sine främmande främling* fremmed* förra/gamla/forrige/gamle_ägar*/eier* alla/alle_i/på/kund* til/till/en_en_kvinn*/man/mann/dam* en_kvinn*/man/mann_i/fra namne* uvedk* obehör*
third @Other ex eks exman* eksen exen sjefen chefen arbeidsg* arbetsg* grann* nabo* vem_som hvem_som
item var/hvor_jag/jeg_bor *uppgifter *uppgift uppgift* opplysn* *opplysningene info* *info adress* *adress *nummer konto* faktur* regning* brev* kontrakt* avtal* pass passkop* lönes* lønns* lönebesk* kort* bild* video* melding* chat* journal* resept* recept* helse* saldo* navn namn* lån* trans* *sak *saken *ärende dokum* mejl* mail* epost* kvitt* passord* lösen* kamera* *kamera timen *timen order* ordr* beställ* bestill* pakk* profil* *besked bokn* opptak* *adresse *adressen
priv uppgift* *uppgifter *uppgift opplysn* *opplysningene *opplysninger adress* *adressen *nummer personnum* fødselsn* passord* lösen* bild* journal* konto* lönes* *slippen *slippene lønns* pass passkop* dokum* *sak *saken *ärende opptak* info *info kort*
See såg ser se synlig* så läs* lest* lese* åpen* öpp* åpn* lå låg ligger vis* fått fick fikk få tilgang* tillg* åtkomst* kom* opp upp stod sto
Give skick* *send* *sendt send* mejla* gav ga *lever* lämna*_ut läs*_upp läste_upp leste_opp läck* lek* del* spre* fort* berätt* public* sålt solgt la/lagt_ut hamna* havn* blanda* bland* utlev*
Without utan/uten_~_fråga/samtycke/lov/samtykke/tillatelse
Breach alla/alle_adress* privat_på/på_facebook/instagram gdpr personvern* dataintr* datainnbr* dataläck* datalek* datatils* integritetss* imy identitets* id_kap* kapret hacka* hacket hacker* sekretes* taushetsp* på_avveie utga*/ga/gav_seg/sig låtsa*_vara inte/ikke_~_radera*/slett* bilde/bild_av_bankkort*/journal* kapat/kapad/kapade_~_konto* konto*_~_kapa* öppen/åpen/synlig*_~_kopia/kopi lån/konto*/kredit*/avtal*/abonne*/telefon*/iphone*_~_i_mitt_navn/namn
Bad läck* lekk* stul* stjål* stjäl* sprid* spre* public* synlig* obehör* uvedk* vem_som hvem_som öppet_för åpent_for solgt/sålt_videre/vidare vise/syns_for/för ligger/ligg/låg/ute/öppet/åpent/lagt/delt_~_nätet/nettet/nett/nettsid*/hemsid*
Disc diskrim* rasis* sexis* homofob* transfob* islamof* antisem* trakass* hudfärg* hudfarg* främlingsf* neger* blatt* zigen* sigøyn* kalt*/kalla*_~_homo/bög/hora/hore/apa/ape/terrorist apekatt* åk*/reis*/dra*/stick*/tillbaka/tilbake/gå_~_hjem/hem/hemland*/hjemland*/landet sådant/sånt/slikt_folk folk_som_vi sådan*/sån*/slik*/sånn*/folk*_som_mig/meg/oss/dig/deg/er/dere såna/sådana/slike/sånne_folk/människor etnis* invandr* innvandr* fördom* bara/bare/kun_~_norske/svenska/svenskar/nordmenn snakk*/prat*/tala_~_ordentlig*/riktig/svenska/norsk
ppl kund* pasient* patient* medlem* gjest* gäst* person* folk man mann män menn kvinn* famil* kille* vän* venn* namn navn damer dama gutt gutten
adj svart svarta svarte mörk* mørk* utländ* utenl* afrik* arab* somal* asiat* äldre eldre blind* muslim*
group = adj>ppl 2
group muslim* jude jøde* hijab* slöja* är/er/som_rom/jude/svart/blind/döv/døv/kvinna/kvinne/gammal/gammel/gravid är/er_en_kvinn* romer homofil* homos* gay lesb* i_rullstol/rullestol rullestolen/rullstolen_min funktionsn* funksjonsn* funksjonsh* hörselsk* hørselsh* synsk* ledarh* førerh* brytning* aksent* accent* utlend* utlänn* gravid* för/for_gammal/gammel över/over_65/70/75/80 pensionär pensjonist ålder alderen_min autis* født/född_i utenlandsk*/utländsk*_navn/namn två/to_män/kvinnor/menn/kvinner/tjejer/mammor transperson* transkv* transmann trans
why fordi eftersom för_att på_grund/grunn_av pga
treat neka* nekt* vägra* avvis* avslag slapp slipp* släpp* in inn utkast* kast*_ut utsläng* hån* skratta* lo härm* herm* skäm* förol* förnedr* ydmyk* kalla*/kalte_mig/meg/oss/henne välk* velk* ignorer* misst* mistenk* følg*/följde/fulgte_~_etter/efter stopp* sa säger fick/får/fikk_~_höra/høre svar* lämpl* inte/ikke_vill/vil/ville/får/fick/fikk/hjälp*/hjelp* vill/vil/ville_inte/ikke drog trakk plötsligt plutselig strunt* hjälpa hjelpe betjen* skipp* hopp* serv* hjemme
no inte ikke ingen aldrig aldri nei nej bara bare kun
`
