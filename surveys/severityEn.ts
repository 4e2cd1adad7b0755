/** What is severe, said in English. How a list is read: phrases.ts. */
export const severeEn = `
- tennis_court discriminating_palate/taste burger*/bun/toast_~_burnt nearly/almost_died_laughing/of died_for fell/falling/fall_for/asleep/behind/apart/flat/through/in slipped_my/through/into cut_me/us_off hit/hurt_me_with/to hurt*_my_feelings/eyes sick_of/and price*/bill*_~_exploded table/chair/sofa/desk/bed/doll*_leg*/arm*/foot/feet/head my_eye/head/hand/hands_on/to/for hand/face/skin_cream/luggage/soap deaf_ears am/i'm/as/is_a_lawyer/solicitor court_street/yard/café privacy/data/gdpr/protection_policy/notice/settings/officer shower_head choke_on back_door/pocket/seat women's men's fraud_team/department/check/alert/prevention a_bit bit_of shock_when/at/to guys/team/chef/you/you're_on_fire collapsed_into fell/slipped_out/up/on_my_birthday on/onto/in/into_my/our_doorstep/desk/lap/inbox/drive/account legal_text/age/size/pad/limit should_be_illegal assault_on_the inhaled_the/it i/we/i've/we've_gave/sent/shared/told/emailed/posted/read/sold/given in_my_hand/hands hit_me_that/when/like it/smell/flavour_hit_me
kin mother* mum dad father* son daughter* wife husband child* kid* baby girl brother* sister* partner grand*
who @kin i we he she someone customer man woman lady guest
me me us him her myself himself herself @kin
my my his her their our
on me/us/him/her/my_in/on/across
safe toe toes wrist* ankle* rib* elbow* hip knee* scalp finger* throat shoulder*
part leg* arm hand* back head foot feet face skin ear* eye* tooth teeth stomach mouth
own = my>part 2
own = on>part 2
own = kin>part 1
body @safe @own
Hurt hurt* broke* break* burn* scald* cut crush* bruis* bled bleed* swell* swollen torn tore scratch* hit struck blister* rash infect* numb* bite* sore* boiling through_my/his/her
Hits bite bit hit hurt burn* scald* cut attacked punched pushed threatened injured
Harm injur* concuss* fractur* ambulance* a&e hospitali* in/to_hospital can't/couldn't_breathe electrocut* electric*_shock* got/gave/gives_~_shock* allerg*_reaction*/shock anaphyla* poison* unconscious carbon_monoxide smell*_gas assault* wrong_dose/tablet*/medic*/pills/tooth on_fire caught/catch*_fire explod* fire_brigade/service/department bare/exposed/live_wire* no_brakes brakes_fail*/gave nearly/almost/could've/have_killed/died collapsed_at/in/on_work/home/the badly/seriously_hurt locked_us/me/him/her_in sexual* suicid* need*/requir*/got_~_stitches fainted choked choking nearly/almost_drown* danger dangerous inhaled trapped_in_~_lift/elevator/room/sauna been/get/got/getting_hurt/burned/burnt be/been/get/was_killed knocked_over/unconscious
go rushed taken took went ended admitted
hosp hospital doctor gp
Sick sick ill vomit* threw/throwing/throw_up diarrh* cramp* fever unwell rash*
food ate eat* food* meal chicken fish seafood burger* dinner lunch restaurant fumes smell gas mould tablet* pills medic* vaccin* boiler water sandwich
foreign metal needle nail piece*/bit*/shard*_of_glass/metal/plastic/wood
Fell slipped tripped stumbled fell fallen collapsed
Crash fell collapsed came_down/off/loose gave_way landed dropped reversed drove
onme on/onto/over/into/under_me/us/him @kin
Law lawsuit* legal* letter_before/of_action/claim formal_notice start*/issu*_~_proceedings small_claims press*_charges the_police sue sued suing ombuds* arbitrat* tribunal ofcom ofgem trading_standards citizens_advice consumer_rights/credit/protection/council/affairs section_75 fca financial_conduct breach_of_contract defam* negligen* chargeback illegal* unlawful* take/taking_~_further prosecut* report*_you against_you file*/lodg*_~_complaint fraud for/claim*/pay_damages the/your/energy/financial_regulator a/the_judge in/to/through/small_court court_order/proceedings/action/claim/case
Lawyer lawyer* solicitor* attorney* barrister*
act will has says said have contact* instruct* hear* from see advis* take write letter through ready get my our
oth another other different wrong previous former
Other = oth>ppl 2
Other someone/somebody/anyone_else's/elses else's stranger* whole_building a_man/woman/mr/mrs_called/in meant/intended_for her/his_orders/saved/bank/private
third @Other someone/somebody/everyone_else ex neighbour* boss landlord third_part* marketing my_mother/mum/dad/husband/wife/sister/brother/parents
item where_i/we_live detail* data info* address* number* account* bill bills invoice* statement* record* file* result* letter* contract* polic* payslip* passport* card cards photo* message* prescription* medical document* report* diagnosis salar* profile* email* password* order orders booking* texts
priv details data info* address record* password* medical passport* number* card* payslips photo* id account
See see saw see* read* access* open* show* receiv* got get* found find* came includ* look* inside attached given had still
Give sent send* gave giv* shar* emailed posted forward* disclos* leak* pass* sold told read delivered uploaded
Without without_my/our/asking/permission/consent
Breach everyone/everybody/anyone_can_see/read private_message data_breach* data_leak* data_protection privacy_breach/law* breach_of_privacy/confiden* gdpr ico hacked hacker* phish* identity_theft sim_~_swapped pretend*_to_be_me confidential* emptied_~_account cc'd logged_in/on/into_as/someone took_my_number loan*/account*/contract/card/credit/phone*/opened/taken_~_in_my_name
Bad leak* breach* stole stolen hacked compromis* open_to misus* sold_my publicly visible/available_to
Disc discriminat* racis* racial* sexis* homophob* transphob* islamophob* antisemit* harass* f*ggot* faggot* go/going/went_back_to_my/your/where people/person_like_you/me/us/them your/our_kind skin_colour/color ethnic* equality_act only_black/asian/foreign own_country those/these_people women_don't/can't/shouldn't monkey
ppl customer* patient* guest* member* user* passenger* travel* owner* people person man woman men women famil* boy girl husband wife name* surname*
adj black asian african indian pakistani nigerian foreign disabled blind elderly older
group = adj>ppl 2
group indians muslim* gay lesbian* transgender disability deaf autis* stammer* accent hijab headscarf immigrant* foreigner* pregnan* guide/assistance_dog too_old i_am/i'm/being/is/are_black/asian/blind/old/african/indian/foreign/a_woman as_a_woman visually/hearing_impaired sign_language in/my/his/her_wheelchair two_men/women/mums/dads in_a_wheelchair jew jewish transgender trans_woman/man disabled_person/people/badge/parking/toilet i'm/am/is_disabled my/our/his/her_race/age/religion/gender/sexuality/skin/nationality/surname
why because due based
treat refus* turned_away/down wouldn't not_allowed/welcome banned kicked threw laugh* mock* insult* humiliat* call*_me/us/him/her told_me/us/him/her was/were_told asked_me/us_to_leave follow* search* suspici* can't_be_bothered hung_up let_me/us_in suddenly gone treat* insist* comment* rude* ignor* to_my_husband don't/doesn't_want no_access/room at_home insisted denied deny denying stared staring served serve doesn't_serve thrown
no not no never can't won't wouldn't didn't don't isn't wasn't nobody only
`
