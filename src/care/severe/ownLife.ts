import { find, phrases, wordsOf } from '../phrases.ts'

/**
 * Somebody says that they want to die. Phrases alone, since a false alarm costs one look. What only sounds like it (a
 * queue that kills, dying of shame) is an idiom. How a list is read: care/phrases.ts.
 */
const list = phrases(`
- vill/vil_dö/dø_av/för/for want_to_die_of/from/laughing want_to_live_in/with/without/near/on/chat leva/leve_på ta_mitt_liv_på worth_living_in
says jag/jeg_vill/vil_dö/dø jag/jeg_vill/vil_bara/bare/helst_dö/dø vill/vil_jag/jeg_dö/dø
says jag/jeg_vill/vil/orkar/orker_inte/ikke/ej_leva/leve jag/jeg_orker_ikke_å_leve jag/jeg_inte/ikke_vill/vil/orkar/orker_leva/leve vill/vil/orkar/orker_jag/jeg_inte/ikke_leva/leve
says jag/jeg_vill/vil/orkar/orker_inte/ikke_längre/lenger_leva/leve vill/vil_inte/ikke_finnas_längre/mer vil_ikke_være_her_mer/lenger inte/ikke_värt/verdt_att/å_leva/leve
says jag/jeg_~_ta_livet_av_mig/meg jag/jeg_tar/tok/tog_livet_av_mig/meg tar_jag/jeg_livet_av_mig/meg ta_mitt_liv/eget ta_livet_mitt ta_mitt_eget_liv avsluta_mitt_liv/livet avslutte_livet/mitt göra_slut_på_mitt_liv gjøre_slutt_på_livet bättre/bedre_om/hvis_jag/jeg_var/vore/är/er_död/død
says självmordstank* selvmordstank* självmordsbenäg* suicidal* funderar/tänker/planerar/överväger/tenker/vurderer/planlegger_~_självmord/selvmord
says kill_myself killing_myself i_~_want_to_die i_~_wish_i_was/were_dead better_off_dead don't/not/dont_want_to_live don't/not/dont_want_to_be_alive don't/not/dont/can't/cannot_go_on_living no_reason_to_live not_worth_living isn't_worth_living
says end/ending_my_life end/ending_it_all take/taking_my_own_life thinking/thoughts/considering_of/about_suicide considering_suicide
`)

/** Whether somebody writes that they want to die, in Swedish, Norwegian or English. Pure, and linear in the text. */
export const ownLife = (text: string): boolean => find(wordsOf(text), list, () => false).has('says')
