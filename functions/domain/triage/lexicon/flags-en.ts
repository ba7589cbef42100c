import { flag, notFlag } from './meaning.ts';
import type { Entry } from './meaning.ts';

const BODY =
  '(hand|hands|wrist|ankle|finger|fingers|face|arm|leg|skin|eye|eyes|foot|back|mouth|son|daughter|child|kid|baby|wife|husband|mother|father|grandmother|grandfather|grandson|granddaughter|mum|mom|dad|nan|daughters|sons|kids|children|dog|cat|me|myself|himself|herself|him|her|us)';
const PLATFORM =
  '(facebook|twitter|tiktok|instagram|linkedin|reddit|youtube|trustpilot|x|threads|mumsnet|google|yelp|internet|online|social media|public|press|papers|newspapers|media|news|bbc|tv|blog|forum|journalist|reporter)';
const GROUP =
  '(black|white|asian|african|chinese|indian|muslim|jewish|gay|lesbian|trans|transgender|foreign|a foreigner|an immigrant|a woman|a man|female|old|my age|disabled|deaf|blind|polish|arab|hispanic|pregnant|religious|my race|my accent|my religion|my skin|my colour|my color|my disability|my gender|my sexuality|my age|my name|my nationality|my ethnicity|my faith|where i come from|we are black|we are muslim)';

/** Circumstances in English. Recall comes first: a person who looks in vain loses a minute, a missed threat costs more. */
export const flagsEn: readonly Entry[] = [
  flag(
    'safety',
    `
    (caught|catch|catches|catching|on|set|cause*|start*|risk of|went up in) (a|) (fire|flames); burst into flames; fire hazard; burnt down; burned down; explod*; explosion; blew up; electric shock; electrocut*
    (burn|burns|burned|burnt|burning|scald*|cut|cuts|hurt|injur*|broke|sliced|choke*|blinded|shocked|poison*) … ${BODY}; injur*; scalded; got burned; got burnt; burning smell; smell of burning; smoke; smoking; sparks; sparking; sparked; overheat*; melted; melting; too hot to touch
    food poisoning; poisoned;  stitches; fumes; dizzy; dizziness; nausea*; nauseous; throwing up; threw up; throw up; been sick; being sick; fainted; fainting; passed out; unconscious; bruis*; swollen; swelling; asphyxi*; contaminat*; fire (brigade|department|service|engine|alarm went off); evacuat*; scarred; second degree; third degree; (i|he|she|we|they|mother|father|mum|mom|dad|son|daughter|child|baby|wife|husband|customer|nan|kid) … (tripped|slipped|fell) (over|on|off|down|through|from); (fell|falling|dropped|crashed|came down) … (on|onto) (my|me|us|his|her|our) … (head|foot|son|daughter|child|baby|toe|hand|leg|back|bed); gave way; (hit|hurt|banged|cracked) (my|his|her|our) (head|knee|elbow|shoulder); my (doctor|gp) … (says|said|told|had to); (mould|mold|maggot*|worm*|insect*) in … (baby|food|milk|formula|bottle); legionella; salmonella; e coli; listeria; asbestos; radiation; (wheel|brake|brakes|steering|seat belt|seatbelt) … (came off|fell off|locked|snapped|loose|stopped);allergic; allergy; anaphyla*; vomiting; got sick; made me (sick|ill); made us (sick|ill); fell ill; carbon monoxide; gas leak; smell* (of|) gas; smell* … gas; chok*; swallowed; bleeding; blood
    hospital*; ambulance; emergency room; a and e; a e department; unsafe; not safe; never safe; dangerous; danger; hazard*; safety (issue|risk|concern|hazard|problem|recall|defect|reasons); safety of my; brakes failed; brake failure; brakes … fail*; airbag; exposed wire*; live wire*; lethal; deadly; could have (died|killed|been killed|been hurt|been worse)
    (nearly|almost) (died|killed|fell|choked); killed; collapsed; (glass|metal|needle|plastic|razor blade|screw) in (my|the|his|her|our|their|a) (food|meal|salad|drink|soup|bread|cereal|baby food|sandwich|burger|yoghurt); suffocat*; drown*; toxic; chemical burn; rash; infection; concussion; broken (arm|leg|wrist|tooth|ankle|hip); bed bug*; bedbug*; (covered in|insect|flea|rat|spider|dog) bites; bitten; (ate|eaten|licked|sucked) … (magnet|magnets|battery|batteries|button|tablet|detergent|bleach); (driver|pilot|engineer|technician) … drunk; drunk driver; (out of my|for my|fear for) (life|safety); (feel|feeling|felt) (unsafe|threatened|scared|in danger); (touched|groped|fondled|grabbed|assaulted|molested|followed|stalk*) (my|me|her|him|us); assault*; groped; sexual*; restraining order; (hope|wish) … (burns|burn) down; (burn|blow|shoot) … (office|warehouse|shop|store|place) (down|up|); (know|found) where (you|your) … (live|lives|office|work|are|is|home|house); you (will|are going to) regret; come (for|after|and find) you; (jump|jumping) (off|from|out of); (medicine|medication|medicines|prescription|tablets|pills|inhaler|epipen|insulin) … (late|lost|missing|not arrived|never arrived|delayed|wrong|run out|one dose|stolen|damaged); (lost|late|wrong|missing|without) … (medicine|medication|prescription|inhaler|insulin); chipped … tooth; fracture*`,
  ),
  notFlag(
    'safety',
    `safety deposit; health and safety training; blood pressure monitor … (arrived|order); smoke alarm subscription; non smoking; no smoking; smoking hot deal; killed … (time|mood|battery); back … (money|refund|payment); call me back; cut me off; cut … off; fire stick; broke my back to; cut … back; hurt my (wallet|feelings|credit)`,
  ),

  flag(
    'legal-threat',
    `
    (will|to|can|may|might|could|would|shall|just|and|or|by|not|even|considering|of|for|am|are|be) (sue|suing); sue (you|your|them|the company|for|over|if); suing; sued; lawsuit*; law suit; lawyer*; solicitor*; attorney; attorneys; barrister*; paralegal; legal (action|proceedings|advice|team|steps|route|counsel|representative|recourse|remedies|claim|case|department|means|rights|aid|measures|notice)
    legally; see you in court; (issue|issuing|issued|start|starting|begin|bring|bringing|commence|commencing) proceedings; proceedings against; (magistrate*|sheriff) court; money claim; statement of claim; statutory demand; injunction; compensation claim; claim against (you|your); (my|our|a) legal; in front of a judge; before a judge; a judge; the judge; in court; to court; court (action|order|claim|case|summons|proceedings|papers|date); the courts; (county|high|civil) court; small claims; letter before (action|claim); letter of claim; pre action; notice before action; claim form; class action; litigat*; tribunal; arbitration; cease and desist; breach of contract; in breach of; prosecut*; hear from my; press charges; police report; report … to the police; call the police; going to the police; go to the police; trespass; consumer rights act; statutory rights`,
  ),
  notFlag(
    'legal-threat',
    `regards, sue; sue from; sue in; sue at; sue was; sue has; thank sue; sue who; hi sue; dear sue; sue helped; named sue; called sue; food court; tennis court; basketball court; in court road; in court lane; in court street; issue; legally blind; attorney general; attorneys general`,
  ),

  flag(
    'regulator',
    `
    ombudsman; ombudsmen; ombudsperson; ombuds; ofcom; ofgem; ofwat; ofsted; ofqual; fca; pra; prudential regulation; financial conduct authority; financial ombudsman; trading standard*; cfpb; consumer financial protection; ftc; fcc; federal trade commission; federal communications commission; attorney general; state attorney; public utilities commission; public utility commission; puc; better business bureau; bbb; citizens advice; consumer (protection|council|affairs|authority|commission|association|agency|advocate|bureau|forum|court); consumers association
    information commissioner; the ico; to ico; regulator*; regulatory; watchdog*; accc; asic; afca; acma; tio; telecommunications industry ombudsman; comreg; cisas; cru; resolver; adr scheme; alternative dispute resolution; competition and markets authority; cma; data protection (authority|commissioner|commission); fair trading; environmental health; health and safety executive; hse; dvsa; civil aviation authority; caa; department of transportation; food standards; licensing (board|authority); my mp; member of parliament; congressman; congresswoman; senator; department of (consumer|insurance|financial)
    advertising standards; asa; insurance commissioner; (file|filing|filed|lodge|lodging|lodged|make|making) (a|an) (formal|official) complaint with; report (you|this|your company) to the (authorities|government|council|regulator); the authorities; rail ombudsman; utilities commission; transport for london; passenger focus; transport focus; european commission; european consumer cent*; finra; occ; monetary authority; mas; hkma; office of fair trading; commerce commission`,
  ),
  notFlag(
    'regulator',
    `voltage regulator*; pressure regulator*; gas regulator*; temperature regulator*; speed regulator*; window regulator*; air regulator*; (regulator|regulators) (is|was|arrived|broke|does not|stopped)`,
  ),

  flag(
    'media',
    `
    (go|going|went|goes|take|taking|talk|talking|speak|speaking|write|writing|tell|telling|contact*|call|calling|alert*|approach*|inform*|sell*|email*|report*|complain*) … (press|newspaper|newspapers|papers|media|news|journalist*|reporter*|bbc|cnn|itv|sky news|fox news|guardian|daily mail|the sun|the times|the mirror|newsroom|tv station|radio|local paper|consumer champion|influencer)
    journalist*; reporter; newspaper*; the press; the media; local news; national news; bbc; cnn; itv; channel 4 news; tv news; panorama; rip off britain; news channel; go viral; going viral; went viral; viral; martin lewis; money saving expert; hashtag
    (post|posting|posted|post it|share|sharing|shared|expos*|tell*|writ*|wrote|rant*|tag|tagging|tweet*|put|putting|publish*|publici*|name and shame|blast*|warn*|complain*|going|go|upload*|spread*|leave|leaving|review*|air) … (all over|on|to|in|across|via|with|for|) (every|all|my|the|) ${PLATFORM}
    tweet (about|this|it|you); tweeting about; name and shame; bad publicity; negative publicity; make this public; go public; going public; making this public; make it public; (one|1) star review*; bad review* … (everywhere|every|all|online|trustpilot|google|site|sites); (my|our) (followers|subscribers|youtube channel|tiktok|instagram|blog|podcast); social media; trustpilot`,
  ),
  notFlag(
    'media',
    `(saw|seen|see|found|read|noticed|clicked|watched) … (on|in|via) (my|the|a|your|) (facebook|twitter|tiktok|instagram|linkedin|reddit|youtube|google|social media|newspaper|newspapers|press|media|news)
    google (account|play|pay|home|nest|chrome|maps|pixel|calendar|assistant|tv); google search; bbc (iplayer|one|two|three|four|sounds|app|channel|channels|radio); (itv|cnn) (channel|app|hub|x); (press|pressing|pressed) the (button|key|switch); the press of a; french press; coffee press; trouser press; garlic press; bench press; media player; media box; media pack; media centre; media center; storage media; newspaper delivery; my newspaper subscription; posted … (letter|item|parcel|return|back); post it notes; post office; (go|going|log|pay|buy|order|shop|bank*) online; call* … youtube app; put … (on|to) (the|) internet; viral infection; (access|load|open|use|watch|reach*) … (facebook|twitter|tiktok|instagram|youtube|google)`,
  ),

  flag(
    'vulnerable',
    `
    wheelchair*; disabled; disability; disabilities; disabling; dementia; alzheimer*; parkinson*; blind; partially sighted; visually impaired; sight loss; deaf; hard of hearing; hearing impaired; elderly; frail; pensioner*; old age; housebound; bedbound; bedridden; pregnan*; expecting (a baby|our); cancer; chemo*; terminal illness; terminally; mental health; mentally ill; depress*; anxiety; panic attack*; ptsd; bipolar; schizo*; suicid*; kill myself; end my life; end it all; it all to end; all to be over; no point (anymore|any more|in living|in going on|living); (do not|cannot|can not) (see|take|go) (the|a|any|it|on) (point|anymore|any more|longer); (better off|wish i was) dead; jump (off|from) … (building|roof|bridge|window); bedridden patient; do not want to live; self harm*; nervous breakdown
    bereave*; passed away; passed on; recently died; (husband|wife|mother|father|mum|mom|dad|son|daughter|partner|brother|sister|parent|grandmother|grandfather|nan|gran|baby) … (died|dead|death|passed|deceased); funeral; widow*; grieving; carer; caregiver; care home; nursing home; autis*; adhd; special needs; learning (difficult*|disab*); down s syndrome; down syndrome; epilep*; seizure*; dialysis; oxygen; ventilator; medical (equipment|device|condition|needs|emergency|alarm); pendant alarm; lifeline alarm; insulin; diabet*; pacemaker; heart (condition|attack|disease|failure); a stroke; asthma*; copd; multiple sclerosis; seriously ill; very ill; chronically ill; chronic (illness|pain|fatigue); disability living; blue badge
    universal credit; on benefits; food bank; foodbank; (can not|cannot|could not|unable to|struggling to) (afford|feed|pay for food|heat|buy food|eat); no money (for|to buy) (food|heating|rent|medicine); lost my job; made redundant; unemployed; homeless; evict*; bailiff*; bankrupt*; financial (hardship|difficult*|distress|trouble|abuse); domestic (abuse|violence); abusive (partner|husband|ex|relationship); fleeing; refuge; single (mother|mum|mom|parent|dad); newborn; premature baby; (baby|infant|toddler) … (heating|hot water|cold|milk|formula|without); power of attorney; vulnerable; in tears; my (elderly|aged|old|disabled|sick|ill|blind|deaf) (mother|father|mum|mom|dad|parents|neighbour|neighbor|aunt|uncle|grandmother|grandfather|gran|nan|son|daughter|husband|wife|brother|sister); grandmother; grandfather; grandma; grandpa; my nan; surgery; after (an operation|my operation|surgery); recovering from; cannot walk; can not walk; crutches; mobility (scooter|issues|problems|impair*); does not speak english; english is not my first; illitera*; can not read; gambling addict*; addict*`,
  ),
  notFlag(
    'vulnerable',
    `deaf ears; blind spot*; blind box*; double blind; blind date; blind test; venetian blind; roller blind; blackout blind; blind (fell|broke|does not|is too|cord|was|arrived|fitting); account … disabled; disabled (my|our|the|this|by|on|in|for|it|due) … (account|card|feature|app|profile|sim|service|option|function|notifications|setting*|default|menu|button|line); (feature|option|button|function|wifi|service|card|line|bluetooth|setting) (is|was|has been|got) disabled; depressing*; oxygen cleaner; addictive; great depression; horoscope; on the rocks; star sign; cancer (horoscope|sign); tablet died; battery … dead; my (phone|laptop|tablet|battery|car|tv|router|watch) … (died|dead|passed); dead on arrival; toddler (toy|bed|car seat|clothes) order; expecting … (delivery|parcel|refund|call|reply)`,
  ),

  flag(
    'discrimination',
    `
    discriminat*; racis*; racial*; sexis*; sexual harassment; sexually harass*; homophob*; transphob*; xenophob*; islamophob*; antisemit*; anti semit*; ageis*; ableis*; misogyn*; bigot*; chauvinis*; slur*; n word; (women|woman|girls|foreigners|immigrants|muslims|jews|blacks|asians|old people|disabled people|gays|men|chinese people|indians|poles|gypsies|travellers) (can not|cannot|should not|are (all|not|too|always)|do not|always|drivers|like you|like me); speaking (arabic|polish|chinese|spanish|hindi|urdu|turkish|russian|french|our language|another language|my language|mandarin|cantonese|romanian); would not serve (me|us); refused to serve (me|us|him|her|my); (my|your|our|their) kind (here|of people|are|is|not|at); not welcome here; (dirty|filthy|bloody|fucking|stupid|illegal) (immigrant*|foreigner*|gypsy|gypsies|arab|arabs|jew|jews|muslim*|pole|poles|indian*|paki|pakis); called (me|us|him|her|my) … (immigrant|foreigner|terrorist|gypsy|fat|retard*|cripple); (because|as|since) (i|we|he|she|they) (am|are|is|was|were) (from (a|an|)|) (iranian|syrian|russian|nigerian|pakistani|iraqi|afghan|turkish|romanian|bulgarian|ukrainian|mexican|brazilian|somali|sudanese|ethiopian|vietnamese|korean|japanese|filipino|thai|israeli|palestinian|lebanese|egyptian|moroccan|algerian|jamaican|irish|american|british|german|french|italian|spanish|greek|hindu|sikh|buddhist|christian|catholic|refugee|single mother); second class citizen*; speak english properly; learn english; go back to (my|your) (own|) country; treated (me|us|differently|him|her) … because … ${GROUP}
    because (i|we|he|she|they) (am|are|is|was|were|look|looked|sound|sounded) ${GROUP}; because of (my|our|his|her|their) (race|accent|religion|skin|skin colour|skin color|colour|color|disability|gender|sex|sexuality|sexual orientation|age|name|nationality|ethnicity|faith|hijab|turban|headscarf|origin|background|passport|wheelchair|guide dog)
    for being ${GROUP}; people like (me|us|you) … (accent|race|colour|color|country|not welcome|here|get); equality act; hate (crime|speech); refused … (guide dog|assistance dog|service dog|wheelchair); (guide|assistance|service) dog … (refused|not allowed|denied|turned away); mocked … (accent|disability|stammer|stutter|religion|name|hijab|weight); made fun of … (accent|disability|stammer|stutter|religion|name|hijab|weight); inappropriate (touching|comments about my (body|race)); prejudice*; profil*d (me|us)`,
  ),
  notFlag(
    'discrimination',
    `price discrimination; indiscriminate*; ageist cream; racial equality (policy|training); without prejudice`,
  ),

  flag(
    'data-breach',
    `
    data (breach|breaches|leak|leaks|theft|protection breach|security breach|security incident|loss); breach of (my|our|data|privacy|confidentiality|gdpr|personal|the data|the gdpr); security breach; privacy (breach|violation|violated|leak); violat* (my|our) privacy; invasion of privacy; identity (theft|stolen|fraud); stole* (my|our) identity; (leak*|shar*|expos*|sold|sell*|stol*|steal*|disclos*|compromis*|publish*|pass*|gave|given|giving|lost|revealed) … (my|our|personal|private|confidential|customer|medical|bank|card) (personal|private|confidential|medical|financial|bank|card|credit card|contact|phone|home|email|) (data|details|information|info|address|number|records|file|files|account|identity|password|passwords)
    (my|our|personal|private|confidential|bank|card|medical) (personal|private|card|bank|) (data|details|information|info|records|password|identity) … (leak*|shar*|expos*|sold|stolen|disclos*|compromis*|publish*|passed|dark web|visible|posted|online|lost|someone|strangers|third part*|hack*|wrong)
    (someone else|somebody else|another customer|another person|other customer|other people|another patient|other customers|a stranger|a different customer) … (bill|details|account|letter|data|information|statement|name|address|email|invoice|records|contract|order history|orders)
    (bill|details|account|letter|data|information|statement|invoice|records|contract) … (of|for|belong*|from) (someone else|somebody else|another customer|another person|a stranger|other customers|a different customer); (sent|emailed|mailed|gave|forwarded|posted|cc d|copied) … (to the wrong|to a wrong|to another|to someone else|to somebody|to my neighbour|to my neighbor|to my ex|to a stranger|to other customers|to everyone)
    hacked; hack; (photo|photos|copy|scan|picture|pictures|screenshot) of my (id|passport|card|licence|license|account|bill|medical) … (posted|sent|shared|online|group|emailed|visible|facebook); (medical|health|bank) records … (sent|shared|emailed|given|lost|seen|to a|to the wrong); (can|could|able to) see … (my|our) … (account|details|orders|data|information|bill|bills|address); hacker*; hacking; phishing; scammer* (had|knew|have|know|has|knows) (my|all|our); scammers … (my|our) (details|data|number|order); account … compromised; someone … (accessed|logged into|got into|used) my account; unauthori* access; (accessed|opened|used|took out|taken out) … (in my name|without my consent|my account without); sim swap*; dark web; found my (details|data|password) online; everyone … could see my; visible to (other|everyone|anyone|all|strangers); data subject`,
  ),
  notFlag(
    'data-breach',
    `life hack*; hack to; hacksaw; lost my (account|password|card) number; data loss prevention; lost … order number; (gave|given|giving|pass*|shar*) … (you|your agent|your team|your staff|them) … (details|information|account|number|address); lost my password; (lost|shar*) … wifi password`,
  ),
];
