import { booster, mood } from './meaning.ts';
import type { Entry } from './meaning.ts';

/** Feeling in English, −3 to 3. */
export const moodEn: readonly Entry[] = [
  mood(
    3,
    `
    amazing; excellent; outstanding; fantastic; wonderful; superb; brilliant; delighted; exceptional; phenomenal; flawless; perfect; perfectly; best … ever; love it; loved it; over the moon; above and beyond; thrilled; life saver; lifesaver; could not be happier; incredible; five stars; 5 stars; exceeded … expectations; made my day`,
  ),
  mood(
    2,
    `
    great; good; happy; love; loved; loves; pleased; impressed; helpful; friendly; polite; kind; kindly helped; satisfied; thank you so much; thanks so much; many thanks for; grateful; appreciate; appreciated; professional; patient; recommend; well done; compliment*; praise; credit to; efficient; reliable; delicious; tasty; beautiful; enjoyed; enjoy; quick to respond; courteous; caring; keep up; pleasure; comfortable; works well; work well; a star; hats off; shout out; spot on`,
  ),
  mood(
    1,
    `
    thank you; thanks; nice; fine; fast; quick; quickly; easy; fair; smooth; promptly; prompt; resolved; solved; works; worked; glad; fresh; clean; on time; welcome; useful; better; clear; affordable; pretty`,
  ),
  mood(
    -1,
    `
    slow; late; delay; delayed; delays; waiting; wait; waited; issue; issues; problem; problems; wrong; missing; difficult; confus*; unclear; unfortunately; concern; concerned; expensive; disappoint; unable; fail; failed; failing; fails; failure; complaint; complain; complaining; mistake; error; errors; not sure; dispute; incorrect; inaccurate; unfair; unresolved; ignored; ignore; refused; refuse; refusing; denied; never; nobody; without; lost; damaged; broken; damage; faulty; defective; overcharged; stolen; fee; fees; debt; cold; dirty; rotten; outdated; sick; sorry to say; worse; bad luck; fault; hassle; nuisance`,
  ),
  mood(
    -2,
    `
    bad; poor; poorly; angry; upset; annoyed; annoying; frustrat*; disappointed; disappointing; disappointment; unacceptable; rude; useless; unhelpful; terrible; unhappy; dissatisf*; fed up; sick of; tired of; waste of; wasted; joke; lied; lies; liar*; liars; lying; dishonest; cheat*; shoddy; rubbish; pathetic; poor service; incompetent; incompetence; unprofessional; dreadful; ridiculous; let down; hate; hated; never again; regret; nightmare; stress; stressed; stressful; distress*; shambles; mess; sucks; lousy; unreliable; misleading; mislead; misled; deceptive; negligent; negligence; neglect*; ruined; insult*; hung up; harass*; dangerous; injured; hurt; burned; thank you for nothing; thanks for nothing; thanks a lot for nothing; crap; crappy; so called; (oh|well|just|wow|gee) (great|brilliant|fantastic|wonderful|lovely|perfect|superb|marvellous|amazing|thanks) (another|yet|again|you|so|now); oh (great|brilliant|fantastic|wonderful|lovely|perfect|superb|well done|joy); (great|brilliant|superb|fantastic|wonderful|excellent|lovely|amazing) … you have there; well done … you have; (great|brilliant|fantastic|wonderful|lovely) another; another (day|week|evening|month|morning) of; sarcas*; little circle; spinning (wheel|circle); slow clap; bravo; avoid; rip off; do not recommend; would not recommend; beware; unjust; violat*; illegal; unauthorized; unauthorised`,
  ),
  mood(
    -3,
    `
    awful; horrible; horrific; appalling; appalled; disgust*; disgrace*; worst; outrag*; furious; livid; scam; scammed; scammers; scammer; fraud; fraudulent; fraudulently; fraudsters; thieves; theft; thief; criminal*; shameful; shame on; atrocious; abysmal; diabolical; despicable; unforgivable; horrendous; enraged; shocking; shocked; fuming; absolute joke; evil; heartless; hell; fuck*; shit*; bullshit; bastard*; idiot*; moron*; con artists; crooks; garbage; trash; disaster; catastroph*; zero stars; 0 stars; one star; 1 star; piece of junk; junk; beyond a joke; extortion*; stole; robbed; robbery; predatory`,
  ),
  booster(
    1.5,
    `very; really; extremely; absolutely; totally; completely; utterly; so; incredibly; truly; beyond; highly; deeply; seriously; bloody; damn; the most; super`,
  ),
  booster(
    0.6,
    `slightly; a bit; a little; somewhat; fairly; quite; rather; kind of; sort of; partly; mostly`,
  ),
];
