import { concept } from './meaning.ts';
import type { Entry } from './meaning.ts';

/** Half flags in English: alone they mean little, two that belong together in one sentence raise a flag. */
export const conceptsEn: readonly Entry[] = [
  concept(
    'foreign-body',
    `button cell; batteries; battery; glass; metal; staple*; wire; wires; nail; nails; screw; bolt; shard*; needle*; razor*; blade; bone; stone; stones; pebble*; insect*; cockroach*; roach*; maggot*; worm; worms; larva*; beetle*; mouse; rat; rats; droppings; splinter*; tooth; plaster; band aid; mould; mold; mouldy; moldy; magnet*; button battery; (piece*|bit*|bits|chunk*|strip*) of (plastic|rubber|wood|wire|metal|glove); bleach; detergent; chemical*; raw; uncooked; out of date; expired; past its date`,
  ),
  concept(
    'swallowing',
    `bit (into|down|on); bite; bites; biting; chew*; swallow*; ate; eaten; eating; mouthful; cracked (my|a|his|her) tooth; spat; spit (it|out); choking; gagg*; drank; in (my|his|her|our|their|the) (mouth|throat|food|soup|salad|burger|sandwich|meal|rice|curry|pasta|dinner|lunch|bread|cereal|formula|bottle); made (me|us|him|her) (sick|ill); (in|inside) (a|the|my|our|his|her) (muffin|cake|pie|pizza|bread|roll|wrap|soup|salad|burger|sandwich|meal|jar|tin|curry|yogurt|yoghurt|chocolate|bar|nuggets|sausage|chicken|baby food|cereal|formula)`,
  ),
  concept(
    'body',
    `cheek; cheeks; ear; ears; shin; thigh; hip; rib; ribs; palm; spine; arm; arms; leg; legs; hand; hands; finger*; thumb; thumbs; face; eye; eyes; eyelid*; skin; lip; lips; tongue; throat; neck; chest; foot; feet; toe; toes; ankle; knee; knees; head; forehead; scalp; mouth; gums; tooth; teeth; nose; wrist; shoulder; elbow; back; stomach; tummy; belly; lungs; heart; hair; nails; bum; bottom`,
  ),
  concept(
    'injury',
    `weeping; oozing; pus; cut (my|his|her); hole in; blister*; hives; swell*; swollen; swelled; puffed up; rash; rashes; welts; bleed*; bled; stitch*; numb; tingl*; sting; stings; stinging; stung; gash*; graz*; itch*; peeling; scald*; scar; scars; scarring; lump; bump; bruis*; sliced; sever*; crushed; trapped; broken; fractur*; dislocat*; sprain*; torn; burns; burnt; burned; burning; black and blue; in agony; sore; infected; fell out; falling out; cut open; split open; (nearly|almost) (lost|took|had|came)`,
  ),
  concept(
    'close-call',
    `nearly; almost; inches (from|away|off); inch (from|away|off); by inches; just missed; narrowly; thank god; thankfully; luckily; by a miracle; seconds (later|away)`,
  ),
  concept(
    'in-the-way',
    `hit; knocked; ran over; run over; crash*; drown*; choked; electrocuted; (my|his|her|our|the) (head|finger|fingers|hand|eye|eyes|foot|face|dog|cat|son|daughter|child|children|kids|baby|toddler|wife|husband|mum|mom|dad|mother|father|grandson|granddaughter); (a|the) (cyclist|pedestrian|toddler|child); on fire; burnt (the|our|my); burned (the|our|my); caught light; landed on`,
  ),
  concept(
    'control',
    `strap; straps; rope; carabiner; scaffold*; railing; handrail; balcony; banister; bannister; visor; windscreen; windshield; brake; brakes; braking; steering; throttle; accelerator; pedal; pedals; front wheel; rear wheel; back wheel; handlebar*; seat belt; seatbelt; harness; airbag*; ladder; stepladder; step stool; guard; stair gate; baby gate; rung; car seat; high chair; highchair; cot; crib; bunk bed; pram; stroller; pushchair; scooter; e bike; ebike; helmet; trampoline; swing; hammock; wardrobe; bookcase; shelf; lift; elevator; escalator; tyre; tyres; tire; tires; chainsaw; mower; drill; pressure cooker; gas hob; boiler; heater`,
  ),
  concept(
    'failing',
    `frayed; tore; ripped; came away; came down; fell into; fell onto; failed; fails; failing; failure; did not respond; do not respond; not working; stopped working; would not stop; does not stop; will not stop; gave way; gave out; give way; gives way; snapped; collapsed; collapses; collapsing; came loose; came undone; came off; comes off; coming off; comes undone; locked up; jammed; stuck; burst; blew; blown; popped (off|open|out); tipped; toppled; folded; fell (apart|over|off|down); flew off; shot off; leaking gas; went off like; seized; cut out`,
  ),
  concept(
    'driver',
    `driver; drivers; courier*; van; lorry; truck; rider; delivery (guy|man|boy|person|bloke|lad); technician*; engineer*; fitter*; pilot; chauffeur`,
  ),
  concept(
    'reckless',
    `pavement; sidewalk; speeding; sped; swerv*; red light; texting; on (his|her|the|their) (phone|mobile); wrong way; reversed (into|over|towards); tailgat*; road rage; ran over; run over; hit (my|our|a|the); clipped; drunk; alcohol; (smelled|smelt|stank|reeked) of; high on; asleep at; fell asleep; without looking; through a (crossing|school); threatened; punched; pushed; shoved; spat; swung; chased; aggressive*; fists; knife`,
  ),

  concept(
    'outlet',
    `facebook; fb; twitter; tiktok; tik tok; instagram; insta; ig; linkedin; reddit; youtube; snapchat; mumsnet; nextdoor; glassdoor; trustpilot; yelp; google; tripadvisor; whatsapp; group chat; the internet; the web; the forums; blog; blogs; vlog; podcast; followers; subscribers; story; article; daily mail; the sun; guardian; the times; mirror; telegraph; new york times; washington post; usa today; buzzfeed; the post; the echo; the herald; gazette; bbc; itv; cnn; nbc; abc; cbs; msnbc; sky news; fox; channel (4|5|7|9|10|11|four|five|seven|nine); evening news; morning news; six o clock news; 6 o clock news; the news; the papers; tabloid*; front page; front pages; headline*; column; columnist; a piece; documentary; watchdog; consumer (programme|program|show|column|blog|champion); radio; journo*; journalist*; reporter*; editor; influencer*; the world; the whole (town|village|world|neighbourhood|neighborhood|street|community)`,
  ),
  concept(
    'publishing',
    `following; is about you; know (someone|somebody|people|a guy) (at|in); contact at; hesitate; drag; belong*; deserve to; (will|going to|is going to|are going to) (know|hear|see|read|love|find); would love; love (to|this|a story|that); (know|knows|learn|see|hear|find out|aware|told|tell) … (what|how|about); makes of; make of; fascinating; interested in; interest in; be interested; looking for; do a (piece|story|feature); doing a (piece|story|feature); subject of; (my|our) next (video|article|post|blog|column|story|episode|podcast); going (on|up|to|out|in); goes (on|up|out|to); go (on|out|up|to) (this|my|the|every|all|tonight|there|facebook|twitter|tiktok|instagram|insta|reddit|youtube); (put|putting) (it|this|that|you|up|everything|all); upload*; share (this|it|my|the|everything|what|our|that|with); sharing; shared (this|it|my experience|the whole); post (this|it|that|about|my|the|every|photo*|video*|on|to); posting; posted (this|about|my|it|the whole); stream*; filmed; filming; recorded; recording; expose*; exposing; name and shame; warn*; (tell|telling|told) everyone; everyone; everybody; tag; tagging; tagged; review*; one star; 1 star; in touch; contact*; spoken; speaking; talk*; call*; email*; send (this|it|them|everything|all|my); sent (this|it|them|everything); tip off; tipped off; published; publish; write (this|about|it|to|up); writing (this|about|it|up)`,
  ),

  concept(
    'authority',
    `regulator*; regulat*; authority; authorities; watchdog; commission; commissioner; ombuds*; government; ministry; (federal|state|local|government|relevant|proper|official|governing|licensing|licencing) (agency|agencies|body|bodies|board|authority|department|office|channels); health (department|inspector*|board|inspection); council; city hall; mp; congress*; senator; consumer (affairs|protection|rights|bureau|agency|council); (the|your) licence; (the|your) license; standards (agency|authority|body); inspector*; tribunal service; trade (body|association)`,
  ),
  concept(
    'reporting',
    `know*; aware of; interested; hear about; coming to; investigat*; looking at you; looking into; involved; enforce*; informed; helping me; on my side; report (you|this|it|your|them|the); reporting (you|this|it); reported (you|this|it|to); complain (to|with); complained (to|with); complaint (to|with|has gone|against); refer (this|it|you|the|my); referring; referred; raise (this|it) with; raising (this|it) with; escalat* … (to|with|through); escalate to; take (this|it|my) … to; taking (this|it) to; taken (this|it) to; file (with|against); filed (with|against); filing (with|against); lodge*; write to; writing to; written to; wrote to; tell the; notify*; notified; inform the; informed the; contact the; contacting the; contacted the; whoever; (open|opened|started) a case; shut (you|them) down; look into you; investigat* you; investigate your`,
  ),

  concept(
    'group',
    `(black|brown|asian|coloured|dark skinned|muslim|jewish|foreign|polish|romanian|indian|pakistani|african|arab|latino|latina|hispanic|mexican|irish|gypsy|gay|lesbian|trans|queer|disabled|deaf|blind|autistic|female|older|elderly|overweight|fat|young|single|immigrant|veiled) (person|people|persons|man|men|woman|women|guy|guys|kid|kids|boy|girl|customer|customers|couple|couples|family|families|lady|ladies|skin|lad|lads|driver|passenger|mother|mum|mom|student|students)
    (being|i am|we are|he is|she is|they are|my (wife|husband|son|daughter|mother|father|partner|friend) is|was|look|looked|sound|sounded|was too) (a|an|) (black|brown|asian|muslim|jewish|foreign|polish|romanian|indian|pakistani|african|arab|latino|mexican|irish|gay|lesbian|trans|disabled|deaf|blind|autistic|female|a woman|woman|old|older|fat|overweight|pregnant|immigrant|foreigner|refugee|sikh|hindu|traveller|gypsy)
    accent; accents; headscarf; hijab; turban; burka; burqa; niqab; kippah; yarmulke; wheelchair; guide dog; service dog; assistance dog; stammer; stutter; my skin; skin colour; skin color; my colour; my color; my race; my religion; my faith; ramadan; sabbath; prayer; proper english; my english; broken english; english (better|properly); (my|a) husband; the man of the house; my wife and i are both women; women; little lady; girls like; too old; at my age; (my|his|her|your) age; old people; old lady; old woman; old man; same sex; two (mums|moms|dads); ethnic*; minority; minorities; foreigners; immigrants; my (foreign|) surname; foreign name; my name sounds; disabilit*; down s; autis*; sign language; my (cane|crutch|crutches|walker|hearing aid*)`,
  ),
  concept(
    'slight',
    `every table; did not ask; even afford; not trusted; crawl*; suddenly; whether i could; refus*; turned (away|me|us|him|her); would not (let|serve|take|accept|seat|rent|sell|speak); will not (let|serve|take|accept|seat|rent|sell|speak); not (let|allowed|welcome); asked (to|me to|us to|him to|her to) (leave|move|speak to); told (to|me to|us to|him to|her to) (leave|move|go|come back|get out|wait outside); kicked out; thrown out; threw (me|us|him|her) out; laugh*; mock*; mimic*; imitat*; copied my; snigger*; snicker*; sneer*; giggl*; joke; joked; jokes; joking; comment (about|on); comments (about|on); commented; remark*; insult*; followed; only one*; the only (person|customer|family|passenger|people); singled out; pulled aside; stopped and searched; stared; staring; suspicious*; asked for (id|ident*|proof); served (last|everyone|the); serve everyone; (everyone|everybody) else; ignored; differently; instead of me; instead of talking; speak to (my|your|a|the man); spoke to my; speak with my; talk to (my|your) husband; do not serve; denied; rejected; declined; apparently; (can not|cannot|could not|do not) understand (me|us|that|routers|it|how|cars|tech*|computers|these|money); go (back|home); come back when; learn to speak; get someone who speaks; speak (proper|better); rolled (his|her|their) eyes; humiliat*; degrad*; excuse me; too (old|slow|stupid) for; not for people`,
  ),

  concept(
    'own-data',
    `(my|our|his|her|their|customer|customers|client|clients|patient|patients|user|personal|private|confidential|medical|sensitive|me) (full|new|old|home|private|personal|bank|card|credit card|debit card|account|email|phone|medical|mobile|telephone|social security|tax|billing|payment|date of|) (details|data|information|info|address|addresses|number|numbers|card|account|accounts|password|passwords|pin|bill|bills|statement|statements|photos|photo|pictures|records|record|passport|id|licence|license|emails|invoice|invoices|contract|diagnosis|results|salary|payslip*|history|list|file|files|ssn|birth|identity|prescription|messages|letters|documents|application)
    (card|account|social security|phone|passport) number; credit card; bank details; date of birth; password; passwords; my photos; my personal; data; identity`,
  ),
  concept(
    'wrong-hands',
    `unlocked; showing up; flatmate*; roommate*; housemate*; leak*; stranger*; third part*; everyone; everybody; publicly; in public; whole (shop|room|store|office|queue|branch|department|street|internet); in front of; in cc; cc d; bcc; scam*; fraudster*; criminals; thieves; dark web; wrong (person|customer|man|woman|email|inbox|house|recipient|people|patient); hack*; stolen; stole; exposed; sold (my|our|on|to); selling (my|our); sell (my|our); shared (my|our|it|them|with|without); share (my|our|it|with); sharing (my|our); read out; reading out; out loud; visible; published; plain text; resold; without (my|our|any) (permission|consent|knowledge); permission to; consent; my ex; ex husband; ex wife; ex partner; ex boyfriend; ex girlfriend; neighbour*; neighbor*; my boss; my employer; my landlord; my colleague*; my mother in law; my family; my parents; someone else; somebody else; other people; another (customer|person|client|patient|user|company|family); other customers; random (person|people|guy|woman|man|stranger|number*); in the (bin|skip|street|trash|dumpster); lying (around|on); left (on|in) (the|a|your) (counter|printer|desk|train|street|bin); found (on|in) (a|the) (bin|street|skip); gave (it|them|out|him|her|my); given (out|to|him|her|my); passed (on|to|it|my); handed (over|to|out); (posted|put|published) online; compromised; intercepted; used (by|at|in|an hour|to buy); changed (by|without); (was|were|been|got) changed; fraudulent*`,
  ),
  concept(
    'nuisance-contact',
    `(scam|fraud|phishing|spam|nuisance|sales|marketing|dodgy|suspicious|cold) (call*|text*|email*|message*|sms); scammer*; fraudster*; (calls|texts|emails|messages) from (scammers|strangers|fraudsters|people i)`,
  ),
  concept(
    'knows-too-much',
    `know* (my|our|exactly|what|about|which|where|who|the); knew (my|our|exactly|what|about|which|where|who|the); had (my|our|all) (details|number|order|name|address|all); have (my|our) (details|number|order|name|address); quot* (my|our); my (full|exact|order|account|real)`,
  ),
];
