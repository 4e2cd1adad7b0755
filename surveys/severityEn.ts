/** What is severe, said in English. How a list is read: phrases.ts. */
export const severeEn = `
- heart_attack_when/at nearly/almost_had/died_a/laughing die/died_for fell/falling/fall_for/asleep/behind/apart/flat/through slipped_my/through/into cut_me/us_off hurt*_my_feelings/eyes arm_and_a sick_of/and shark_attack accident/injury_cover/insurance price*/bill*_~_exploded fire_sale/pit/place/door/alarm/extinguisher burn*_through/a table/chair/sofa/desk/bed/doll*_leg*/arm*/foot/feet/head my_hands_on my_eye/head/hand_on/to/for hand/face/skin_cream/luggage/soap deaf_ears discriminating_palate/taste am/i'm/as/is_a_lawyer/solicitor law_firm court_street/yard/café police_costume privacy/data/gdpr/protection_policy/notice/settings/officer shower_head choke_on_~_mower/lawnmower back_door/pocket/seat
kin mother* mum dad father* son sons daughter* wife husband child* kid* baby toddler boy girl brother* sister* partner grand* nan friend* boyfriend girlfriend
who @kin i we he she someone customer man woman lady guest
my my his her their our
on me/us/him/her/my_in/on/across
safe toe toes wrist* ankle* rib ribs elbow* hip knee* jaw lips scalp finger* thumb* forehead throat thigh* shoulder*
part leg* arm arms hand* back head foot feet neck face skin ear* eye* tooth teeth hair chest stomach tongue nose mouth
own = my>part 2
own = on>part 2
own = kin>part 1
body @safe @own
Hurt hurt* broke* break* burn* scald* cut sliced crush* sprain* bruis* bled bleed* swell* swollen scar* trapped smash* snapped dislocat* torn tore scratch* bang* hit struck blister* rash itch* infect* numb* bit bite* sore* boiling pain* through lost red
hits bite bit hit hurt* burn* scald* knocked cut
Harm injur* concuss* fractur* stitches ambulance* a&e emergency_room hospitali* in/to_hospital can't/couldn't_breathe electrocut* electric/electrical_shock* got/gave/gives_~_shock* allerg*_reaction*/shock anaphyla* poison* unconscious passed_out faint* carbon_monoxide gas_leak* smell*_gas smell_of_gas chok* drown* knocked_out/over assault* attacked/punched/slapped/pushed/grabbed/threatened/bit/hit_me/my/him/her/us wrong_dose/tablet*/medic*/pills/injection/tooth inhal* on_fire caught/catch*_fire in/into_flames explod* explosion fire_brigade/service/department firefighter* spark* bare/exposed/live_wire* no_brakes brakes_fail*/gave/stopped nearly/almost/could've/have_killed/died have_been_killed/seriously be/been/get/got_killed/hurt/burned/burnt someone/child/people_will/could_~_hurt/killed/die collapsed_at/in/on_work/home/the_floor hurt/burned/burnt/cut/scalded_myself/himself/herself/me/him/us/my/his/her badly/seriously/was_hurt bleed*_heavily/badly unsafe danger* hazard* trapped_in/inside locked_us/me/him/her_in stuck_in_~_lift ran_over hit_by_a/the/your stalk* touched_me sexual* suicid* kill_myself
go rushed taken took went ended admitted
hosp hospital doctor gp
sick sick ill vomit* threw/throwing_up diarrh* cramp* fever nausea* unwell dizzy rash*
food ate eat* food meal chicken fish salad seafood burger* soup dinner lunch buffet breakfast restaurant fumes smell gas paint chemical* mould tablet* pills medic* vaccin* boiler water milk swallow* sandwich
foreign glass metal needle screw nail wire blade
fell slipped tripped stumbled fell fallen collapsed
Crash fell collapsed toppled came_down/off/loose gave_way tipped landed dropped snapped slammed shot flew
onme on/onto/over/into/under_me/us/him/her/my/our/his threw_me
Law lawsuit* legal_action*/proceeding*/step*/advi*/claim/route/help/cover/aid/notice/team/rep*/letter/case letter_before/of_action/claim formal_notice start*/issu*_~_proceedings court_proceedings/order/claim/papers take/taking/see/go/going/meet_~_court in/through_court a_judge small_claims county_court press*_charges report*/go/going/went/call*/contact*/told/with_~_police/authorities police_report/have/are crime_number action_fraud sue/suing/sued_you/your/the/this/over/them/nordly/for/if will/shall/could/i'll/we'll_~_sue to_sue be/i'm_suing ombuds* adjudicat* arbitrat* tribunal regulator* ofcom ofgem trading_standards citizens_advice consumer_rights/credit/protection/council/affairs section_75 eu261 fca environmental_health financial_conduct better_business_bureau attorney_general watchdog* advertising_standards civil_aviation bailiff* breach_of_contract defam* libel* negligen* damages compensation_claim chargeback statutory my_mp illegal* unlawful* liable take/taking_~_further served_upon/on prosecut* report*_you against_you file*/lodg*_~_complaint
Lawyer lawyer* solicitor* attorney* barrister*
act will has says said have contact* instruct* hear* from speak spoke seek see advis* take write letter through ready think* get hir* involve* talk* my our
oth another other different wrong previous former
Other = oth>ppl 2
Other someone/somebody/anyone_else's/elses else's stranger* whole_building a_man/woman/mr/mrs_called/in meant/intended_for his hers
third @Other someone/somebody/everyone_else ex neighbour* boss employer landlord wrong_address third_part* marketing scam* everyone anyone my_mother/mum/dad/husband/wife/sister/brother/parents
item where_i/we_live detail* data info* address* number* account* bill bills invoice* statement* record* file* result* scan* letter* contract* polic* payslip* passport* card cards photo* message* prescription* medical history document* ids report* recording* diagnosis names salar* loan* application* form profile* calls certificate* email* footage password* order orders booking* health
priv details data info* address* record* password* medical passport* number* card* payslips photo* id account
See see saw see* read* view* access* open* show* visible receiv* got get* found find* came contain* includ* list* log* look* stapled inside attached given
Give sent send* gave giv* shar* emailed posted forward* disclos* leak* pass* sold sell* told read released uploaded reveal* delivered texted publish* discuss* mixed
Without without_my/our/asking/permission/consent
Breach everyone/everybody/anyone_can_see/read me_on_instagram/facebook/whatsapp private_message* data_breach* data_leak* data_protection privacy_breach/law* breach_of_privacy/confiden*/data gdpr ico information_commissioner* hacked hacker* phish* identity_theft/fraud sim_~_swapped in_my_name pretend*_to_be_me confidential* emptied_~_account in_cc cc'd hidden_camera* took/got_my_number filmed_me/us/my logged_in/on/into_as/someone welcome/hi/hello/dear_~_i'm
Bad leak* breach* misus* expos* stole stolen hacked compromis* sold public* visible everyone anyone google* bin bins internet open_to
Disc discriminat* racis* racial* sexis* homophob* transphob* islamophob* antisemit* slur* harass* ageis* misogyn* f*ggot* faggot* go/going/went_back_to_my/your/where/africa go_back_where people/person_like_you/me/us/them/that your/our_kind monkey* skin_colour/color colour/color_of_my ethnic* profiled equality_act prejudice* because/due/based_of/to/on_my/our/his/her_race/age/accent/religion/gender/sex/sexuality/disability/skin/nationality/wheelchair/name/surname only_black/asian/foreign my/your_own_country those/these_people women_don't/can't/shouldn't
ppl customer* patient* client* guest* tenant* member* user* passenger* travel* resident* owner* people person man woman men women famil* boy girl lads couple husband wife name* surname*
adj black asian african arab* indian pakistani turkish nigerian foreign disabled blind elderly older polish two
group = adj>ppl 2
group indians romanians muslim* sikh* jew* gay lesbian* trans transgender queer in/my/his/her_wheelchair wheelchair_user* disabled disability deaf autis* stammer* stutter* accent hijab headscarf turban immigrant* refugee* foreigner* pregnan* breastfe* guide/assistance_dog too_old my_age over_60/65/70 pensioner* i_am/i'm/being/is/are_black/asian/blind/old/african am/i'm/as/being_a_woman/female visually/hearing_impaired sign_language nigerian* somali* roma gyps* religio* adhd
why because
treat refus* den* reject* turned_away/down wouldn't not_allowed/welcome banned kicked thrown threw laugh* mock* imitat* insult* humiliat* call*_me/us/him/her told_me/us/him/her was/were_told asked_me/us_to_leave unwelcome follow* search* suspici* can't_be_bothered hung_up not_let let_me/us_in suddenly gone treat* insist* comment* joke* remark* star* rolled rude* ignor* spoke/talk*/speak*_to_my disgust* abus* stupid don't/doesn't_want no_access/room at_home serv*
`
