import { signal } from './meaning.ts';
import type { Entry } from './meaning.ts';

/**
 * Matters in which words of late, lost, damaged and broken do not mean a parcel or a product: journeys and luggage,
 * money and cards, letters, our own app, goods on their way back to us, and what was damaged beside the goods. What
 * is owed there no rule knows, so a person decides.
 */
export const otherMatter: readonly Entry[] = [
  signal(
    'other-matter',
    `
    flight*; coach broke; cabin; ship; apartment; movers; removal (firm|company|men); airport; airline; train; trains; ferry; cruise; bus; taxi; luggage; suitcase*; baggage;  boarding; hotel; package holiday; (my|our) holiday (was|is|were); brochure; itinerary; (e|concert|train|plane|boat|season|event) (ticket|tickets); (ticket|tickets) (was|were|is|are|arrived|came|never|did|have|has|for); tour guide; visa; passport; car rental; rental car; hire car
    (bank|credit|debit|replacement|new|payment|my|the|our) (card|cards) … (arrive*|receive*|come|came|delivered|late|lost|missing|wrong|work|sent|opened); cheque*; (bank|money|wire|international|balance|my|the) transfer; transfer of; payment … (not arrived|delayed|late|not received|never arrived|lost); standing order*; (my|our|the) (salary|wages|pension|mortgage|loan|pin); contactless; (gift|loyalty) card; bureau; exchange rate; euros from; card reader; atm; cash machine; beneficiary; chargeback; landlord
    (bill|bills|invoice|invoices|letter|letters|statement|statements|reply|answer|response|callback|call back|confirmation|texts|text messages|refund) … (late|delayed|arrive*|arriving|came|not come|lost|delivered|never received|not received|not had)
    waiting for … (reply|answer|response|refund|decision|confirmation|call|working service|activation|connection)
    (app|website|web site|site|online banking|checkout|web page|webpage|portal|chatbot) … (broken|crash*|freez*|down|error*|fail*|stopped|not work|not load|not open|dead|glitch*|bug*); (broken|crashing|faulty) (app|website|site|link|checkout)
    (returned|sent back|send back|sending back|sent it back|sent them back|return parcel|return package|return shipment|(sent|posted|shipped) … back to you|my return|our return|the return|drop off point); (parcel|package|order|item) (i|we) (sent|returned|shipped|posted)
    (damaged|scratched|dented|broke|broken|cracked|smashed|hit|ruined|stained|drilled|drove|reversed|scraped|flooded) … (my|our|the) (car|door|front door|wall|walls|skirting board|floor|flooring|carpet|ceiling|fence|gate|gatepost|garden|window|windows|roof|pipe|hallway|house|driveway|furniture|dog|cat|property|neighbour|neighbor)
    (wedding|funeral|christening|baptism) …  (was|over|ruined|missed|without|flowers|dress|cake|suit|day); being confirmed; money back; the replacement … (broken|too|also|again|faulty|defective); (not|still not|never) activated; porting; ported; unlock code; sim … activated; collection of (my|our|the) old; taken away; take away (my|our|the) old
    大巴; 客车; 搬家; 抛锚; 晚点; 航班; 飞机; 机票; 登机; 火车; 高铁; 动车; 车票; 船票; 门票; 邮轮; 行李; 拉杆; 酒店; 旅馆; 民宿; 导游; 旅行团; 签证; 护照; 机场; 租车; 演唱会票
    (信用卡|银行卡|储蓄卡|借记卡|新卡|补卡|社保卡|支票|存折|工资|薪水|养老金|转账|汇款|打款|放款|提现|回单|对账单|账单|发票|合同|证件|快讯|短信)…(没到|没收到|未到|未收到|收到|到账|没寄|寄了|晚|迟|丢|弄丢|不见|寄错|坏)
    (转账|汇款|打款|提现|刷卡机|pos机|取款机|柜员机|atm)
    (手机银行|网银|app|网站|网页|小程序|系统|客户端)…(闪退|坏|打不开|崩|卡死|用不了|出错|报错|登不|故障|瘫痪)
    (退回去的|寄回去的|退回的|寄回的); (寄回|退回|退货|寄还|退回去|寄回去|退回来)…(没收到|签收|丢|显示|收到|弄丢|说没|损坏|破)
    (把|弄坏|砸坏|刮坏|刮花|撞坏|撞|打穿|钻穿|钻坏|泡|淹|压坏|蹭)(了|我|我家|我们家|我们|家)…(大门|门|车|墙|地板|天花|水管|花园|栏杆|电梯|家具|窗|楼下|邻居|吊顶|沙发|狗|猫); (婚礼|葬礼|追悼)`,
  ),
];
