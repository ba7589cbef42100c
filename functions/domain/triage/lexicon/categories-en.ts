import { certain, decisive, problem, stated, topic } from './meaning.ts';
import type { Entry } from './meaning.ts';

const PARCEL = '(parcel|package|delivery|order|item|shipment|box)';

/** Causes in English. */
export const categoriesEn: readonly Entry[] = [
  certain(
    'safety.injury',
    `
    (caught|catch|catches|on|set) fire; burst into flames; exploded; explosion; electric shock; electrocuted
    (burn|burns|burned|burnt|burning|scalded|cut|hurt|injured|broke) … (hand|hands|finger|fingers|face|arm|leg|skin|eye|eyes|foot|back|son|daughter|child|baby)
    (was|were|got|been) (injured|burned|burnt|scalded|electrocuted|poisoned); food poisoning; allergic reaction
    carbon monoxide; gas leak; choked on; choking hazard; fire hazard; taken to hospital; in hospital after
    emergency room; brakes failed; brake failure; (glass|metal|needle|plastic) in (my|the|his|her|our) (food|meal|salad|drink|soup)`,
  ),
  problem(
    'safety.injury',
    `
    injur*; burnt; burned; smoke came; smoking; sparks; sparking; overheat*; melted; unsafe; dangerous; hazard*; bleeding; swallowed`,
  ),

  certain(
    'privacy.data',
    `
    data breach; data leak; identity theft; (leaked|shared|sold|exposed|lost|stole) (my|our) (personal|private|) (data|details|information|info)
    personal (data|details|information) … (leaked|shared|sold|exposed|stolen|sent|lost)
    (someone else|another customer|other customer|somebody else|a stranger) … (bill|details|account|letter|data|information|statement)
    sent … (bill|details|statement|letter|data|invoice) to (the wrong|a wrong|another|someone)
    (my|our) (data|details|information) (was|were|has been|have been|got) (leaked|shared|sold|exposed|stolen|passed)
    account (was|has been|got) hacked; hacked (my|our) account; right to be forgotten; subject access request`,
  ),
  problem(
    'privacy.data',
    `
    without my (consent|permission); spam calls; marketing (calls|emails|texts) … (stop|again|still|keep*); nuisance calls; data protection; gdpr`,
  ),
  topic('privacy.data', `personal (data|information|details); privacy; delete my (data|account|details)`),

  certain(
    'delivery.damaged',
    `
    ${PARCEL} … (crushed|damaged|smashed|torn|soaked|broken|squashed|dented|ripped|opened)
    (crushed|damaged|smashed|torn|dented|ripped|squashed) … ${PARCEL}; damaged in (transit|shipping|delivery|the post)
    (arrived|came|delivered|turned up|received) … (broken|damaged|smashed|cracked|shattered|in pieces|crushed|leaking|dented|scratched)`,
  ),
  problem('delivery.damaged', `crushed; smashed; shattered; damaged packaging; badly packed; poorly packed`),

  decisive(
    'delivery.lost',
    `(marked|shows|says|showing|listed|show|tracking|status) … delivered … (not|never|nothing|but)`,
  ),
  certain(
    'delivery.lost',
    `
    ${PARCEL} (is|was|got|has been|seems|must be|went|has gone|gone) (to be|) (lost|missing|stolen); lost (my|the|our|in) ${PARCEL}
    lost in (transit|the post|delivery); never (arrived|received|came|turned up|showed up|got here|been delivered)
    (marked|shows|says|showing|listed) … delivered … (not|never|nothing); delivered … but (i|we) (have|did) (not|never) (received|receive|get|got)
    says (it was|it is|it has been|) delivered; not at my door; delivered to (the wrong|a wrong|someone|another); wrong address; porch pirate*`,
  ),
  problem('delivery.lost', `disappeared; vanished; no trace of; lost ${PARCEL}`),

  certain(
    'delivery.late',
    `
    ${PARCEL} … (late|delayed|overdue); (arrived|came|delivered|turned up) … late; (days|weeks|hours|week|day|hour|month|months) late; late delivery
    delivery … (delay|delayed|postponed|rescheduled|pushed back); delayed (delivery|order|parcel|shipment)
    ${PARCEL} … (not arrived|not come|not been delivered|not turned up|not shown up|not shipped|not been shipped|not been dispatched|not moved)
    still (waiting|have not|has not|did not|no sign|not) … ${PARCEL}; (waiting|waited) … ${PARCEL}; tracking … (not|stuck|no) … (updated|update|moved|moving|changed|since)
    (have|has|had|did) not (yet|) (received|receive|arrived|arrive|got|get|had) (my|the|our|it|any|a|this) (${PARCEL.slice(1, -1)}|goods|things|shoes|phone|sofa|table)
    (supposed|due|meant|promised|expected|should have) … (arrive|arrived|delivered|be here|be delivered|delivery) … (but|still|not|yesterday|last|days|weeks|ago)`,
  ),
  problem(
    'delivery.late',
    `
    still not (arrived|here|delivered|shipped|received|come|dispatched); has not (arrived|shipped|been delivered|been shipped|turned up|been dispatched|come)
    have not (received|arrived) … (parcel|order|package|delivery|anything); where is my ${PARCEL}; where the (hell|heck) is; not arrived; stuck in (transit|customs|the depot)
    slow (delivery|shipping); delivery … (took|takes|taking) … (weeks|days|forever|ages|long); not delivered; no delivery; ${PARCEL} … took … (weeks|months|forever)`,
  ),
  topic(
    'delivery.late',
    `deliver*; shipping; parcel; package; courier; tracking; dispatch*; shipment; ship; driver`,
  ),

  certain(
    'product.wrong-item',
    `
    wrong (item|product|size|colour|color|model|order|thing|one|version|book|shoes|goods|parts|part|food|meal|dish|flavour|items|items|products)
    (sent|received|got|delivered|given|ordered) … (wrong|different|incorrect|instead of|not what)
    not what i ordered; different from what i ordered; (missing|incomplete) (item|items|parts|part|pieces|piece|accessories|order|cable|charger|remote|screws)
    (item|items|parts|part|pieces|piece|one|charger|cable|half) … (missing|left out|was not in|were not in) … (box|order|parcel|package|delivery|)
    someone else order; forgot (my|our|the|to include|to send|half) … (drinks|drink|sauce|order|items|item|cable|manual|parts|side|starter); incorrect (item|order|product|size)`,
  ),

  certain(
    'product.defective',
    `
    (stopped|stops|quit) (working|charging|responding|heating|cooling|turning); (does|do|did|will|would) not (work|charge|start|turn on|switch on|power on|boot|heat|cool|respond|open|print|connect properly)
    not (working|charging|turning on|starting|heating|cooling) (properly|at all|anymore|any more|correctly|)
    (dead|broken) on arrival; faulty; defective; malfunction*; (screen|display|battery|motor|fan|keyboard|speaker|handle|zip|button|laptop|phone|machine|washer|fridge|tv|camera|printer|headphones|charger|kettle|vacuum) … (broke|broken|cracked|died|dead|fail*|dies|flicker*|stopped|leak*|drain*)
    (broke|broken|died|failed|cracked|fell apart|packed up|gave up) (after|within|in) (just|only|less than|about|a|one|two|three|four|five|six|1|2|3|4|5|6|the first|under|my)
    keeps (freezing|crashing|turning off|shutting down|restarting|breaking|leaking|overheating|switching off)`,
  ),
  problem(
    'product.defective',
    `broken; broke; defect*; fault; cracked; leaking; dead pixels; crash*; freez*; error code; will not turn; repaired … again; came back … (same|broken)`,
  ),
  topic(
    'product.defective',
    `warranty; guarantee; repair*; battery; charger; screen; setup; set up; install`,
  ),

  certain(
    'product.quality',
    `
    (poor|bad|terrible|awful|low|shoddy|cheap|inferior|disappointing|rubbish) (build|product|material|) quality; quality … (poor|bad|terrible|awful|disappointing|low|shoddy|rubbish|declined|worse)
    not as (described|advertised|pictured|shown); nothing like the (picture|photo|description|pictures|photos); cheaply made; poorly made; badly made; looks (used|second hand|fake)
    (is|was|are|were|looks|obviously|clearly) (a|) (fake|counterfeit|used|refurbished|second hand|mouldy|moldy|rotten|stale|expired|rancid); out of date
    (fell|falls|falling|came|coming|comes) apart; (colour|color|paint|print) (faded|fades|came off|peel*|ran|washed out); gone off; tasted (off|awful|disgusting|bad); hair in (my|the) (food|meal|pizza)
    (food|meal|chicken|pizza|chips|soup|burger|rice|coffee|meat|fish|pasta|dinner|everything) (was|were|is|are|came|arrived|tasted) … (cold|undercooked|raw|burnt|soggy|inedible|disgusting|stale|awful|terrible); (cold|undercooked|raw|burnt|soggy|inedible|disgusting) (food|meal|chicken|pizza|chips|when)`,
  ),
  problem(
    'product.quality',
    `flimsy; poor quality; shrank; shrunk; stain*; scratched; itchy; smells; tacky; does not fit; misleading (description|advert*|photos); false advertising; inedible; undercooked; mouldy; moldy; counterfeit; peel*; wore out; worn out`,
  ),
  topic('product.quality', `quality; material; size; fabric`),

  certain(
    'billing.overcharge',
    `
    (charged|billed|debited|paid|taken|invoiced) (me|us|my card|my account|) (twice|double|two times|three times|too much|extra|again|wrongly|incorrectly|the wrong)
    (charged|billed|debited) … (twice|double|two times|three times|too much|wrongly|incorrectly|without|after i cancelled|after cancelling|not what|instead of|more than|for something|for a service|extra)
    double (charge|charged|charges|billing|payment|billed); overcharg*; (charged|billed) … (did not|never|have not) (order|watch|use|buy|make|want|ask|request|sign|subscribe|ordered|used|made|bought|asked|agreed|agree|authorise|authorize); hidden (fee|fees|charge|charges|cost|costs); unauthori* (charge|charges|payment|payments|transaction|transactions|debit|withdrawal)
    (bill|invoice|price|monthly charge|direct debit) … (too high|doubled|tripled|went up|higher than|more than|increased|wrong|incorrect|jumped); unexpected (charge|charges|fee|fees|bill|cost)
    (still|keep|keeps|kept|continue|continues|continued) (being|getting|to|) (charging|charged|charge|billing|billed|bill|taking|debiting|deducting); never (agreed|signed up|subscribed|ordered) … (charge*|pay*|bill*|fee|service|this); (taken|took|deducted|withdrew) … (money|payment|twice) … (account|card)
    wrong (bill|charge|amount|price|invoice); incorrect (bill|charge|charges|amount|fee|billing); (roaming|late|cancellation|termination|activation|overdraft|maintenance) (fee|fees|charge|charges) … (wrong*|not|unfair|never|dispute*|outrage*|refund*|although|even)`,
  ),
  problem(
    'billing.overcharge',
    `rip off; ripped off; extra charge; extra fee; extortion*; surprise bill; charged (me|us) (for|a|an); price increase; fraudulent charge; billed (me|us); did not authori*`,
  ),

  certain(
    'billing.refund',
    `
    (where is|waiting for|waited for|still no|no|not received|not got|not had|have not received|have not had|promised|denied|refuse*|refusing|without|chasing|chase) (my|the|a|any|our|for my|me a|us a|to|) refund
    refund … (not|never|still|yet|denied|refused|rejected|pending|weeks|months|overdue|delayed|promised|arrived|ago); not (been |)refunded; have not refunded; refuse* to refund; never refunded; still … refund; waiting … refund
    (returned|sent back|sent it back|sent them back) … (no|not|still|without|yet) … (refund|refunded|money|credit); refused (my|a|the|our) (refund|return|claim); return … (refused|rejected|not accepted|denied)
    (want|give|get) (my|me my|back my|our) money back … (not|refus*|weeks|months|still); only (partial|partially|part) (refund|refunded); credit note`,
  ),
  problem('billing.refund', `refund*; money back; reimburse*; chargeback`),

  problem(
    'billing.other',
    `
    (bill|invoice|billing|statement|payment|direct debit) … (error|mistake|problem|issue|confus*|unclear|missing|declined|failed|wrong); do not understand (my|the|this) (bill|invoice|charge|statement); payment (declined|failed|rejected)
    debt collect*; credit (report|score|rating|file) … (wrong|incorrect|error*|affect*|damage*|inaccura*|false); collections agency; late payment mark; interest rate; voucher … (not|did not|will not) … (work*|appl*|accept*); discount … (not|never) … (appl*|given|honour*|honor*)`,
  ),
  topic(
    'billing.other',
    `bill; invoice; billing; payment; direct debit; receipt; statement; tariff; vat; price; fee; fees; credit card; loan; mortgage; deposit; voucher; discount; credit report`,
  ),

  certain(
    'service.outage',
    `
    (no|without|lost) (internet|broadband|signal|service|connection|power|electricity|phone line|wifi|wi fi|water|gas|heating|coverage|dial tone|hot water|network)
    (internet|broadband|wifi|wi fi|network|service|line|connection|website|app|site|system|server|power|signal|landline|router|phone) (is|was|has been|went|keeps going|goes|been) (completely|totally|still|also|) (down|out|dead|off|offline|unavailable|cut off|disconnected)
    (internet|broadband|wifi|wi fi|connection|router|line|signal|network) … (keeps|kept|constantly|always|drop*|disconnect*|cutting|cuts|cut) … (dropping|drops|disconnecting|out|off|failing|going|down|every|day|connection|times)
    (heating|power|water|gas|electricity|hot water) (is|was|has been|been) (off|out|cut|cut off|gone); outage; (service|internet|line|power|we|i) (was|were|been|got|have been|has been) (cut off|disconnected); not been (able|) … (online|internet|connected) … (days|weeks|hours)`,
  ),
  problem(
    'service.outage',
    `disconnect*; keeps dropping; drops out; connection drop*; cut off; offline; went down; interrupt*`,
  ),
  topic('service.outage', `internet; broadband; wifi; wi fi; router; connection; signal; network`),

  certain(
    'service.quality',
    `
    (slow|poor|bad|weak|terrible|patchy|unstable|unreliable|intermittent|awful) (internet|broadband|signal|network|coverage|connection|speed|speeds|reception|wifi|wi fi|call quality|service|customer service|support|data)
    (internet|broadband|speed|speeds|connection|network|wifi|wi fi|signal|coverage|reception|data) … (slow|slower|weak|poor|patchy|unstable|unreliable|terrible|bad|crawl*|unusable|lag*|buffer*); only getting … (mbps|mb|meg|megabits); dropped calls; calls … drop*`,
  ),
  problem(
    'service.quality',
    `
    slow; lagging; buffering; unreliable; bad service; terrible service; awful service; worst service; poor service; service … (terrible|awful|poor|appalling|disgusting|shocking|dreadful|unacceptable|bad|disappointing); on hold; long queue; waiting time; dirty; filthy; bugs; noisy; app … (slow|useless|terrible)`,
  ),

  certain(
    'service.staff',
    `
    (rude|unhelpful|impolite|aggressive|arrogant|unprofessional|dismissive|disrespectful|condescending|hostile|abusive|patronising|patronizing) … (staff|agent|representative|rep|employee|driver|advisor|adviser|assistant|engineer|operator|manager|person|man|woman|lady|technician|cashier|waiter|courier|guy|team)
    (staff|agent|representative|rep|employee|driver|advisor|adviser|assistant|engineer|operator|manager|technician|cashier|waiter|waitress|courier|receptionist|nurse|salesman|supervisor|she|he|they) … (rude|unhelpful|impolite|aggressive|arrogant|unprofessional|dismissive|disrespectful|condescending|swore|shouted|yelled|laughed|insulted|screamed|mocked|lied|hung up|ignored)
    hung up on me; hangs up; put the phone down; (racist|sexist|offensive|insulting|nasty|inappropriate|abusive|derogatory|homophobic) (remark|remarks|comment|comments|language|joke|jokes|words|slur|slurs); lied to (me|us); shouted at; yelled at; swore at; bad attitude; attitude of … (staff|agent|driver)`,
  ),
  problem(
    'service.staff',
    `
    rude; rudeness; attitude; unhelpful; unprofessional; ignored me; ignoring (my|me); (nobody|no one|noone) (ever|even|has|has ever|bothers to|bothered to) (answer*|reply|replies|replied|respond*|help*|call*|contact*); nobody (answers|replies|responds|helps|helped|cares|calls|called|answered|replied|responded); no (one|body) (answers|replies|responds|helps|helped|cares|calls|called|answered|replied|responded|has)
    (no|not|never|without) (reply|response|answer|callback|replied|responded|answered|called back|respond|reply|answer); fobbed off; passed from; passed around; transferred … (times|department*); customer service … (useless|no help|terrible|awful|appalling|joke|non existent)`,
  ),

  // A person who never turned up is no parcel that never turned up.
  decisive(
    'service.appointment',
    `(engineer|technician|installer|plumber|fitter|electrician|repairman|cleaner) … (not|never|no) … (show|showed|shown|turn|turned|come|came|arrive|arrived) (up|)`,
  ),
  certain(
    'service.appointment',
    `
    (engineer|technician|installer|plumber|driver|appointment|fitter|electrician|repairman|cleaner) … (not|never|no) … (show|showed|shown|turn|turned|come|came|arrive|arrived|attend*|kept|keep|happen*); no show; missed (appointment|appointments|visit|booking); appointment … (missed|cancelled|canceled|moved|rescheduled|changed|late)
    (waited|waiting|stayed|took) … (in all day|home all day|all day|day off|time off) … (engineer|technician|delivery|appointment|installer|nobody|no|); (nobody|no one|noone) (came|turned up|showed up|arrived|has come|showed)`,
  ),
  topic(
    'service.appointment',
    `appointment; engineer; technician; installation; booking; reservation; visit; opening hours`,
  ),

  certain(
    'account.access',
    `
    (can not|unable to|could not|not able to|cannot|not let me|will not let me) (log|sign|login|access|get) (in|into|on|my|to|) (to|my|the|) (my|the|) (account|online account|app|portal|profile|)
    locked out; (logs|logged|logging|kicks|signs) me out; account (is|was|has been|got|been) (locked|suspended|blocked|disabled|frozen|closed|deactivated|restricted); (locked|suspended|blocked|disabled|froze|closed|deactivated) (my|our) account
    (password|login|log in|verification|sim|pin|otp|passcode|code) … (not work*|does not|not arriv*|never arriv*|rejected|invalid|expired|will not|did not|fail*|reset)`,
  ),
  topic('account.access', `login; log in; password; sign in; username; verification code; my account`),

  stated(
    'contract.cancellation',
    `
    (cancel*|terminat*|end|ending|close|closing|quit) (my|our|the|this|a|) (mobile|broadband|phone|internet|energy|insurance|gym|annual|monthly|yearly|current|premium|tv|) (contract|subscription|membership|plan|policy|agreement|account|service|services|tariff)`,
  ),
  certain(
    'contract.cancellation',
    `
    (not|refuse*|never|impossible|unable|cannot|trying|tried) (to|let me|let us|allow* me to|) cancel; cancellation … (ignored|refused|fee|not processed|request|confirm*|period|policy)`,
  ),
  topic('contract.cancellation', `cancel*; terminat*; notice period; unsubscrib*`),

  problem(
    'contract.change',
    `
    (changed|change|changing|changes) (my|our|the|to) (contract|plan|tariff|terms|package|conditions|price plan) … (without|not|never|behind|no); contract … (extended|renewed|auto renew*|changed|wrong|different) … (without|automatically|not|never|than|); auto renew*; automatically renewed; mis sold; missold; locked into; signed me up; moved me to`,
  ),
  topic(
    'contract.change',
    `contract; upgrade; downgrade; (change|switch) (my|to|the) (plan|tariff|contract|package|address|name|number|subscription); renew*; tariff; moving (house|home); terms`,
  ),
];
