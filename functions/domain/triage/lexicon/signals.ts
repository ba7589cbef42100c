import { signal } from './meaning.ts';
import type { Entry } from './meaning.ts';

/** Circumstances that make a case more severe, in both languages. */
export const signals: readonly Entry[] = [
  signal(
    'repeat-contact',
    `
    (second|third|fourth|fifth|2|3|4|5|6|10|several|many|multiple|countless|numerous|two|three|four|five|six|ten|dozens of|a dozen|hundreds of|repeated) (time|times|calls|emails|complaint|complaints|letters|visits|attempts|engineers|requests|nd|rd|th) ; (once|yet) again; already (complained|called|emailed|contacted|written|reported|told|wrote|phoned); (called|emailed|contacted|complained|phoned|rang|written|reported) … (times|repeatedly|again|every day|already|twice); keep (calling|asking|being told|emailing|getting); still (not|no) (resolved|fixed|reply|answer|response|solution); over and over; again and again; time and again; for the (second|third|fourth|fifth|umpteenth|nth|last) time; same (problem|issue|thing) (again|as|every); repeatedly; chas*
    (第|已经|都|打了|投诉了|联系了|反映了|催了|跑了|找了|报修了|说了|修了|换了|问了)(二|三|四|五|六|七|八|九|十|2|3|4|5|6|7|8|9|10|好几|好多|无数|几|多|n|几十|两)(次|遍|回|个电话|通电话|趟); 多次; 屡次; 反复; 再三; 一直没(解决|人|处理|有解决|有人|回|有回); 又(坏|断|错|来|出|是|扣|不|没|发|被); 三番; 一拖再拖; 每次都; 还是没(解决|处理|修|有解决); 三天两头; 老是; 总是; 经常; 接二连三; 一而再`,
  ),
  signal(
    'long-wait',
    `
    (2|3|4|5|6|7|8|9|10|11|12|two|three|four|five|six|seven|eight|nine|ten|several|many|for|few) (weeks|months|years); (over|more than|nearly|almost|for|about|after|past) … (weeks|months|a month|a year|years|10 days|14 days|20 days|30 days|half a year); weeks (ago|on|later|now|and weeks|of waiting); months (ago|on|later|now); since (january|february|march|april|may|june|july|august|september|october|november|december|last (month|year|week)); half a year; forever; all day; ages
    (两|三|四|五|六|七|八|九|十|几|多|半|数|2|3|4|5|6|7|8|9|10|12)(个|)(多|)(月|年|星期|礼拜|周); (一个多月|半个月|一个月|大半年|好久|很久|半年|一周|一个星期|十几天|几十天|二十天|十天|15天|20天|30天|10天|大半个月|一年多|7天|八天|7天|好多天|好几天|一整天)`,
  ),
  signal(
    'large-loss',
    `
    (thousand|thousands|hundreds|life savings|all my savings|entire savings); lost (my|a) (job|business|client|contract|day|holiday|wages|income|savings); missed (my|the|our|a) (wedding|flight|funeral|exam|interview|holiday|birthday|graduation|christmas|anniversary|surgery|operation|job); cost me; loss of (earnings|income|business); ruined (my|our|the|his|her) (wedding|holiday|birthday|christmas|day|party|anniversary|trip|business|carpet|floor|event); wedding; flooded; out of business
    (几千|上千|数千|几万|上万|数万|万元|万块|巨额|全部积蓄|血汗钱|养老钱|救命钱); 损失(惨重|巨大|严重|很大|了|几|上); 耽误(了|工作|考试|手术|治疗|上班|生意|婚礼|大事|我|行程|飞机); 误了(飞机|火车|考试|婚礼|大事|事|工); 婚礼; 误工; 毁了(我|婚|整|生)`,
  ),
  signal(
    'essential-service',
    `
    no (heating|electricity|power|water|hot water|gas|phone|food|money|medicine|insulin); can not (work|call|reach|contact|get to work|pay (my|the) rent); work from home; emergency (calls|services|number); 999; 911; 112; (power|heating|electricity|water) (is|has been|was|been) (off|out|cut)
    没(水|电|气|暖气|热水|饭吃|药)(用|了|喝|吃|洗|); 停(水|电|气|暖); 不能(工作|上班|上课|报警|急救); 网课; 打不了(急救|120|110); 120; 影响(工作|生活|上班|学习|生意|经营|营业)`,
  ),
  signal(
    'urgent',
    `urgent*; immediately; emergency; asap; as soon as possible; right now; at once; deadline; today; 紧急; 急; 立即; 立刻; 马上; 尽快; 火速; 十万火急; 限你们; 今天之内; 24小时内; 急用; 急需`,
  ),
  signal(
    'demand',
    `demand; insist; i expect; final (warning|notice|complaint|time|chance|request|demand); last (warning|chance|time); unacceptable; escalate; formal complaint; official complaint; senior manager*; ceo; head office; 要求; 必须; 最后(一次|通牒|警告); 强烈要求; 严正; 正式投诉; 强烈抗议; 强烈谴责; 投诉; 限期; 总部; 总经理; 董事长; 严肃处理; 给个说法; 讨个说法`,
  ),
];
