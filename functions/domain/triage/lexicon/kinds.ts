import { ask, kind, signal } from './meaning.ts';
import type { Entry } from './meaning.ts';

const CONTRACT =
  '(contract|subscription|membership|plan|policy|agreement|account|service|services|tariff|broadband|internet|phone line|line|insurance|sim|mobile|package|direct debit|cover|licence|license)';

/** What the customer wants from us by writing, in both languages. */
export const kinds: readonly Entry[] = [
  kind(
    'cancellation',
    3,
    `
    (want|wish|like|need|intend|decided|writing|request|requesting|ask|instruct*|confirm|notice|have decided) … (cancel|terminate|end|close|stop|discontinue) … ${CONTRACT}; (please|kindly|hereby|now|i|we|must|should) (cancel|terminate|close|end) (my|our|the|this) … ${CONTRACT}; (please|kindly|hereby|want to|like to|wish to|need to) (cancel|terminate) (it|everything|me|all|us|with|from); give* notice … (${CONTRACT.slice(1, -1)}|leave|terminat*|cancel*|end*); cancellation of (my|our|the) … ${CONTRACT}; notice of (cancellation|termination); (cancel|terminate|end|close) my ${CONTRACT}; (cancel|terminate|end|close) our ${CONTRACT}; please unsubscribe me; (want|like|wish|going) to leave (you|your)
    i am cancel*; we are cancel*; stop my ${CONTRACT}; do not (want to|wish to) (renew|continue); will not (be renewing|renew); am not renewing; switch* … another provider … (please|cancel|close|end)
    (我|我们|本人|想|要|请|申请|需要|办理|帮我|给我|麻烦|现|特此|要求|打算|准备|决定|希望|立即|马上|立刻)…(解约|解除合同|解除合约|终止合同|终止合约|取消合约|取消合同|销户|退订|注销账|注销帐|注销号|注销我|注销会员|注销卡|销号|退会|退网|取消套餐|取消订阅|取消会员|取消我的套餐|取消我的会员|取消我的订阅|取消我的合|终止服务|终止我|取消宽带|取消我的宽带|拆机|退保|携号转网|不续约|不再续约|停止续约|退租|停止服务|解除我|结束合约)
    unsubscribe (me|us); how (do|can) i (unsubscribe|leave) from (the|your|my) ${CONTRACT}; (my|our|this is my|this is our) … (day|days|days'|weeks|weeks'|month|month's|months) notice; (my|our) notice (for|of|to|period)
    取消我的(服务|套餐|合约|宽带|会员|订阅|合同|保险); 关闭我的(账户|账号|帐号|帐户); 合约到期…(不续|不再续); 把…(套餐|会员|宽带|合约|业务|账户|账号|卡)(取消|退|停|注销|销)`,
  ),

  // Says that it is to end, whatever is asked beside it: 不需要了，怎么停？
  kind(
    'cancellation',
    4,
    `
    (no longer|do not|will not|not going to) (need|want|use|require|be needing|be using|keep) (the|my|our|this|your|it|them|any) …${CONTRACT}; (kindly|please|so please|and please) (terminate|cancel it|close it); (kindly|please) (terminate|end) (as of|from|with|by|on|at|the|my|our|effective); terminate (my|our|the) (contract|agreement); (switching|switched|moving|changing|moved|going) to (a|an|another|your) (cheaper|other|new|different|rival|competitor) …(supplier|provider|network|company|bank|insurer) …(cancel|terminate|end|close|stop); not renewing; will not be renewing; (leaving|quitting|ending) your (service|network|club|bank|company)
    不(续费|续订|续期|再续|续签|续约)(了|); 不(想|再|打算)(续|用|要|继续)(费|订|你们|了|会员|套餐|宽带|服务|这个套餐|下去); 不(需要|用|要)了…(怎么|如何|帮|请|麻烦)…(停|退|取消|注销|关); (会员|套餐|宽带|订阅|合约|合同|保险|服务|账户|年卡|月卡|号码)…(不要了|不需要了|不用了|用不上了|想停|停掉|停了吧|结束掉|想结束|退掉|关掉|终止); (想|要|请|帮我|麻烦)…(结束|终止|停掉|停用|停了|停)…(会员|套餐|宽带|订阅|合约|合同|服务|业务|账户); (终止|解除)(合约|合同|协议); 提前…天通知…(终止|解除|退); (转|换)(台|网|运营商|公司|银行|去别家)…(取消|停|销|cut|退); cut(咗|了|掉)(佢|它|套餐|合约|张|条|个|); (帮我|同我)cut; (订阅|餐盒|会员)…退(掉|订|了)`,
  ),

  kind(
    'enquiry',
    3,
    `
    (could|can|would|may) (you|i|we|someone|anyone|anybody|somebody) … (tell|explain|advise|confirm|let me know|clarify|know|ask|send me|help me|check|provide); how (do|can|much|long|many|would|should|does) (i|we|is|it|you|a|the|do|are|does); what (is|are|time|do|does|would|kind|documents|happens); do you (offer|have|sell|ship|deliver|accept|provide|know|do|support|still|open); is (it|there) (possible|a|any|an); am i (able|eligible|entitled); when (is|are|will|do|does|can) (you|my|the|i|it|your); where (can|do|is|are) (i|you|my|the|your); are you (open|able); which (plan|tariff|one|model|of); (i|we) (would like|want|wish|need) to (know|ask|enquire|inquire|find out|understand); (just|quick|a) (question|enquiry|inquiry); i have a question; enquir*; inquir*; wondering (if|whether|how|when|what); please (advise|let me know|confirm|tell me|explain|send me|clarify)
    (does|do|will|is|are) (the|your|it|this|there|you) … (include*|cover*|come|fit|work|have|contain|compatible|available|open|suitable|free); (until|by) when; how (old|big|far|often|late|heavy|tall|soon); can (i|we|you) (pay|use|bring|get|order|book|change|collect|combine|swap my points); roughly when; (who|whom) (do|should|can) i (ask|call|contact|talk)
    请问; 咨询; 想问; 问一下; 请教; 想了解; 想知道; 想咨询; 询问; 怎么(升级|降级|换|注册|选|退订|取消|交|付|绑定|激活|办|用|申请|开通|查询|使用|设置|操作|开|更改|改|充值|缴费|买|查|联系|收费|样才能|才能|下单|退|换|预约|修改); 如何; 能否; 可否; 可不可以; 能不能(告诉|帮我查|提供|查|开); 是否(可以|支持|有|提供|需要|能); 几点; 多少钱; 什么时候(有|到货|开|可以|能|上|发); 哪里(可以|能|有|买); 有没有(优惠|活动|货|现货|套餐|适合|其他|什么); 支持(吗|不); 可以吗; 麻烦告知; 求助; 帮我查; (可以|能|有|会|支持|包|含|送|是|要|收|开|接受|能否|用)…吗; 几(天|时|号|日|钱|个|点); 多(久|少|长|大|远|重); 哪(里|个|款|家|种|天|边|位); 大概什么时候; 要几钱; 边度; 边个; 点样; 有冇; 系咪; 得唔得; 可唔可以; 几时; 怎么(停|办理|改|走|去|算)`,
  ),

  kind(
    'suggestion',
    3,
    `
    (i|we|may i|can i|would|would like to|like to|want to|just) suggest; suggestion*; it would be (great|nice|good|helpful|better|useful|lovely|wonderful|handy) (if|to); would be (great|nice|good|helpful|better|useful|handy) if; you (should|could|might want to) (consider|add|offer|think about|introduce|provide|make); (feature|improvement) (request|idea); have you (considered|thought); why not (add|offer|have|make|introduce|allow); (i|we) (propose|recommend that|recommend you add|wish you would|wish you had|wish the app); an idea; my idea; please (add|consider adding|introduce|bring back); idea for; let (people|us|customers|me|guests|members|users) (choose|pick|decide|pay|see|add|change|filter|sort|save|set); feedback for improvement; you (could|might) (put|add|print|offer|sell|open|include|let|use|make|give|show|send|have a|try|provide|stock); maybe (add|print|put|make|use|offer|let|you could|you should|try|have|include|a); perhaps (add|print|put|make|use|offer|let|you could|you should|try); (an option|the option|a way|a button|a filter|a switch) to … (would be|would help|would make); would be (a |)(nice|handy|useful|good|great|lovely|helpful|convenient|cool|better); (nice|good|great|handy|useful|lovely) to (have|be able|see); it is time (you|to) (added|offered|add|offer); what about (adding|a|an|offering|opening); (wish|would love) (there was|there were|to see|you had|you sold|you offered); could you (add|introduce|bring back|consider)
    (可以|不妨|最好|不如|能|应该)(把|在|给|让|多|也|再|)…(印|放|加|出|做|改|设|开|写|标|配|换成|调|分|增)…(正面|大一点|一点|上|里|更|些|成|到); (大|小|多|早|快|清楚|明显|高|低|轻|软|薄)(一|)点(吧|儿吧|就好|会更); 就(更好|更方便|更棒|完美|更完美|太好)了; 就好了; (可以|能)(印|放|加|标|出|做成|设|增)(在|到|个|一|成|大|上); 有没有(考虑|想过|可能); 考虑(一下|过|)…(开|加|出|增|做|引进); 要是…就好了; 能…就更(好|方便|棒); 小建议
    增(加|添)微信; 建议; 提个意见; 提议; 希望(能|可以|贵|你们|以后|增加|新增|添加|推出|以后能|以后可以|app|公司|能够)…(增加|新增|添加|推出|优化|改进|开发|完善|支持|设置|提供|加入|改善|开通|改成|延长|多); 可以(增加|新增|添加|考虑|改进|优化|推出); 不妨; 如果能…(就更好|更好|就好了|就完美|加); 要是能…(就更好|更好|就好了|就完美); 能不能(增加|新增|添加|推出|优化|加|出); 能否(增加|新增|添加|推出|优化|加)`,
  ),

  kind(
    'praise',
    3,
    `
    (want|wanted|like|wish|would like) to (thank|praise|compliment|commend|say thank|say thanks|say how|express my (thanks|gratitude|appreciation)); thank you (so much|very much|for your (great|excellent|wonderful|help|kind*|quick|prompt|fast)|for the (great|excellent|wonderful|quick|fast|help)|to); (keep up the|great|excellent|fantastic|brilliant|amazing|good) (work|job|service|experience|support|team); (credit|kudos|hats off|thanks|big thanks|shout out) to; well done; above and beyond; (very|really|so|extremely|absolutely) (happy|pleased|impressed|satisfied|delighted|grateful) with; impressed; (pass|send|give) … (my |our |)(thanks|thank you|regards|compliments) … (to|on); (a|the) (star|gem|legend|lifesaver|treasure|angel|credit to); made my (day|week); keep it up; (times|time) perfect; love it; love love; could not (be happier|ask for|fault); nothing but praise; (so|very|really|truly) (kind|helpful|patient|lovely|friendly|professional|grateful|thankful); (big|huge|many|warm) (thank you|thanks) to; compliment*; best (service|experience|customer service|company) … ever
    表扬; 点赞; 夸一下; 夸夸; 感谢信; 靠谱; 爱了爱了; 爱了; 给力; 真赞; 赞一个; 大赞; 谢谢…(那位|师傅|小姐|先生|店员|小哥|阿姨|司机); (替|帮|代)我(谢|多谢|感谢|表扬); 次次满意; 继续保持; 搞掂…劲; 好劲; 心情都好; 最好吃; 太好用; 没想到这么(好|快|顺利); 惊喜; 很感动; 非常感谢; 特别感谢; 感谢(你们|贵公司|客服|师傅|您|小哥|工作人员|店家|快递|骑手|公司); 谢谢(你们|客服|师傅|您|小哥|店家)…(帮|耐心|服务|解决|热情); 很满意; 非常满意; 十分满意; 服务(态度|)(很|非常|特别|真|超|太|超级|真的|挺)(好|棒|赞|周到|热情|贴心|专业); 好评; 值得(表扬|点赞|推荐|信赖)`,
  ),

  kind(
    'spam',
    3,
    `
    (seo|search engine optimi*) (services|service|expert|packages|company|ranking|agency); rank* … (page|google) (one|1|of google|first); first page of google; guest post*; backlink*; link building; increase … (traffic|sales|ranking|rankings) … (website|site|business); web (design|development) (services|company|agency|team); our (seo|digital marketing|web design|lead generation) (team|agency|company|experts|services); (crypto|bitcoin|forex|trading) (investment|opportunity|profit|platform|signals|expert); double your (money|bitcoin|income|investment); guaranteed (returns|profit|income|approval|ranking); (online|best) casino; free spins; slot bonus; sports betting; (business|personal|instant|quick|payday|fast) loan* (offer|available|approval|at|of up); (pre approved|preapproved) … loan; loan offer; earn … (per|a|every) (day|week|hour) … (home|online|working); work from home; make money (online|fast|from home); (cheap|buy|discount) (viagra|cialis|pills|followers|meds|rolex|replica); viagra; cialis; (you have|you ve) won; (lottery|inheritance|beneficiary) … (fund*|million|claim|winner*|usd); million (dollars|usd|euros|pounds) … (transfer*|fund*|bank); next of kin; (congratulations|congrats|congrat) … (selected|won|winner|receive|chosen); selected to receive; (gift card|gift voucher|iphone|prize|reward) … (click|claim|link); click (here|below|this link); wish to transfer; (usd|million|funds|fund) … (into|to) your (account|bank); (late|deceased) … (minister|husband|client|customer) … (fund*|million|usd|transfer*|inherit*); widow of … (minister|general|president); (buy|get|cheap) (followers|likes|views|subscribers|reviews); visit our (site|website|store) today; reply yes; dear (webmaster|website owner|site owner|business owner|beneficiary|friend|ceo|purchasing manager)
    (verify|confirm|update|validate) your (account|password|mailbox|identity|wallet|email) … (click|link|within|below|immediately|24|48|here|or); your (mailbox|account|email|password) (is|will|has) … (suspend*|expire*|deactivat*|full|terminated|closed) … (click|verify|upgrade|link); click (here|below|the link) to (claim|verify|unsubscribe|win|receive|confirm|upgrade|get); limited time offer; act now; (mass|bulk) (email|sms|mail) (marketing|service*|list*); email list*; (mailing|contact|leads) (list|database) … (attendees|purchase|buy|decision|industry|b2b); are you interested in (acquiring|buying|purchasing|increasing|a loan|our); we are (a|an|the) (leading|professional) (manufacturer|supplier|factory|exporter) of; we are manufacturer; oem factory; adult dating; hot singles; meet singles; seed phrase; airdrop; nft (drop|mint)
    站长(您好|你好); 外链; (回复|回|扣)1(了解|咨询|领|看|); 各行业均可; 点数优惠; 欢迎来电; 加v(详|了|聊|); 刷(赞|粉|量|单|评论|阅读|播放); 秒到账; 被抽中; 恭喜您; 代开发票; 代开…(发票|增值税); 开发票…(加微|优惠|联系|税点); (无抵押|低息|秒批|快速|小额|应急|免抵押|信用)…(贷款|放款|借款|放贷); 贷款…(无抵押|秒批|加微|秒到|下款|低至|免审|额度高); 刷单; 兼职…(日赚|日结|日入|加微|在家|刷|轻松|月入|工资); 日赚; 日入; 月入…(过万|万|元|轻松); 轻松赚; 躺赚; 博彩; 赌场; 娱乐城; 彩票…(内幕|计划|必中|群|平台); 澳门…(赌|葡京|娱乐|新葡); 六合彩; 时时彩; 百家乐; 真人(荷官|娱乐); 首充; 注册送; 加(微信|v信|薇信|vx|qq|v|威信)…(领|了解|咨询|号|免费|详|送|:|：|私); 虚拟币…(投资|稳赚|带单|收益); 稳赚不赔; 稳赚; 股票…(内幕|推荐|群|带|牛股|涨停); 荐股; 网站优化; 关键词排名; seo…(优化|服务|排名); 百度排名; 快速排名; 涨粉; 刷粉; 刷好评; 恭喜…(中奖|获得|您被|成为|抽中); 中奖…(领取|通知|点击); 点击(链接|此处|下方|领取)…(领|验证|激活|认证|更新|中奖); 办证; 刻章; 各类证件; 办理…(文凭|学历|证书|假证); 成人用品; 裸聊; 约炮; 一夜情; 高仿(手表|包|鞋|a货|名牌); 招商加盟; 诚招代理; 您的(账户|账号|邮箱|银行卡|etc|医保)…(异常|冻结|停用|过期|失效|升级)…(点击|链接|验证|登录|认证); 批发…(厂家直销|一手货源|代发); 一手货源; 厂家直销`,
  ),

  ask(
    'refund',
    `(pounds|dollars|euros|quid|bucks|cash|deposit|fare|fee|payment|money|price|pounds i paid) (back|returned); my money; (put|pay|send|transfer|return|credit) … (back|to) (on|to|into|on to|onto) (my|our|the) (card|account|bank); (put|pay|give|get|have|want) (it|that|this|them|the money|everything|the second one|the difference|me) back; pay back; (not|never) been (credited|refunded|reimbursed|paid back); (reverse|undo|cancel) the (charge|payment|debit); (take|took|taken|get) … off my (bill|invoice|account); (owe|owed) me; overpaid … back; 打回(我|卡|账|原|来); 退给; 退(我|回|掉|了吧|一下|差价|点|吧); 把…退(回|给|了|掉|来); 退番; 畀返; 俾返; 返钱; 还钱; 钱还; 退还; 把钱; 多扣的…(退|还|打|返); 钱还没退; 没退; 退…钱; 给我退; 全退; refund*; money back; reimburse*; credit (my|the) (account|card); return my money; give back; pay me back; 退款; 退钱; 退费; 退还; 全额退; 退货; 退给我; 还我钱; 把钱还; 退押金; 退回; 返还; 退一赔; 退我`,
  ),
  ask(
    'replacement',
    `exchanged; swap; swapped; swapping; replaced; (a|the) (right|correct|proper|working|different|other|whole|undamaged) (one|item|size|colour|color|model|part|version|pair|order); one that works; (send|ship|get|give) (me|us) (the|a|another|one) (right|correct|missing|working|new|other|proper|bigger|smaller|good); for (the|a) (green|red|blue|black|white|bigger|smaller|larger|right|other|new|correct) (one|size|model|version); send the (right|correct|missing|rest); new (pair|lid|plate|cup|part|cable|box|screen|battery|unit); 换成; 换(个|只|双|件|台|张|把|瓶|箱|套|掉|货|新|好的|正常|对的|大|小|回|返); 换一下; 补(发|寄|送|一个|一件|给|齐|上); 重(寄|发|送|做|新); 调换; 掉换; 换给; 再(发|寄|送)(一|个); 寄(一|个)(新|对); replacement; replace; new one; exchange; send another; send me (a new|another|the right|the correct|the missing|a different); resend; re send; swap it; 换货; 更换; 换新; 换一(个|台|部|件|双|份); 重新(发|寄|送|配送); 补发; 补寄; 换个新; 退换; 补送; 重发; 换一`,
  ),
  ask(
    'repair',
    `mend*; repair*; fix; fixed; fixing; (someone|somebody|engineer|technician|electrician|plumber|fitter|workshop|a man|mechanic) … (come|visit|look|fix|mend|repair|sort|check); (send|get|have|book) (an|a|your|the|somebody|someone) … (engineer|technician|electrician|plumber|fitter|mechanic|out|round|over); (have|take) a look at (it|this|my); sort (this|it|that|the line|my line|everything|things) (out|please|asap); come and (sort|fix|look|check|mend); (get|put|switch|turn) (it|my|the|us) … (working|back on|on again|going again|right); reconnect*; restored; restore; 修(一下|下|理|复|好|修|个); 来修; 派(个|位|)(师傅|人|工程师|维修); 师傅…(来|上门|修); 上门(看|修|处理|检查); 来(处理|看看|检查)(一下|); 能来处理; 整返; 整好; 整番; 调好; 恢复; 弄好; 抢修; repair it; repaired; repair my; fix it; fix (this|the|my); fixed; get it working; sort (this|it) out; put right; restore (my|the) (service|internet|connection|line|signal); send (an|a|someone) … (engineer|technician); 维修; 修好; 修理; 修复; 尽快恢复; 恢复(网络|信号|服务|使用|正常); 派人; 上门(修|检|维); 修一下; 解决网络`,
  ),
  ask(
    'compensation',
    `make (that|it|this|up for|good|it up to); make good; recompense; (who|you) (covers|cover|pays|pay|will pay|will cover|should pay) (that|this|it|for|the|my|these); gesture; something off; money off; (some|a) discount; a voucher; a credit; partial refund; knock … off; for my (trouble|time|loss*|inconvenience); lost (pay|earnings|wages|income) …(back|covered|paid|make|expect); cover (that|this|these|my|the|it|for); (i|we) (expect|want) … (paid for|covered); 赔(我|偿|付|钱|点|一下|给|个|得|吧); 得赔; 补(偿|贴|点|贴点)(点|些|一下|); 这钱(谁|该谁|你们); 谁(出|赔|付|承担|负责); (给|打)(点|个)(折|折扣|优惠|说法和补偿); 减免; 表示一下; 承担(损失|费用); compensat*; damages; goodwill; good will gesture; voucher for; cover (my|the) (cost*|loss*|expenses|medical); pay for (my|the) (damage*|loss*|cost*|medical|treatment); make up for; out of pocket; 赔偿; 补偿; 赔; 索赔; 赔付; 损失费; 精神损失; 误工费; 医药费`,
  ),
  ask(
    'cancellation',
    `cancel (order|booking|reservation|that|both|one|them|the rest|the second); take (it|this|that|the add on|the insurance|the cover) off; remove (it|this|the (add on|insurance|option|service|extra)); (订单|单|预约|预订)…(取消|退掉); 取消(掉|了吧|吧|一单|一个|它); 去掉; 给我去掉; 帮我取消; 取消就行; cancel (my|our|the|this|it|order|me|everything); cancellation; terminate (my|our|the|this); close (my|our) account; end (my|our) (contract|subscription|membership); 解约; 取消(订单|合约|合同|套餐|会员|订阅|我的|服务|业务|宽带); 销户; 退订; 注销; 解除合; 终止; 退会; 退网; 销号; 拆机; 退保; 携号转网`,
  ),
  ask(
    'apology',
    `sorry; apologise*; apologize*; apology; 道(个|声|)歉; 致歉; 说(声|句|个)对不起; 赔(个|)不是; 认(个|)错; 赔礼; apolog*; say sorry; a sorry; 道歉; 致歉; 赔礼; 认错; 赔不是`,
  ),
  ask(
    'explanation',
    `(tell|show|let) me (how|why|what|where|know|who); (know|hear|see|understand) (the reason|why|how|what (happened|went wrong|the)); the reason; reason why; how (did|do) you (come|get|arrive|work); how you (came|come|got|get|arrived|calculated|calculate); (came|come|arrive|arrived) (to|at|up with) (that|this) (figure|sum|amount|total); justify; account for (it|this|that|the); what happened; what went wrong; on what grounds; (nobody|no one) (can|could) (say|tell|explain); how is (it|that|this) possible; 讲清楚; 说清楚; 讲明白; 说明白; 弄清楚; 搞清楚; 讲下; 解释; 给(个|我一个|我个|一个)(理由|解释|原因|说法|交代); 理由; 怎么(来的|算的|算出来|回事|搞的|得出); 依据; 凭什么; 点解; explain*; explanation; clarif*; why (was|is|did|have|has|am|are|were|do|does) (i|my|the|you|this|it|nobody|no); tell me why; want to know why; an answer; answers; a breakdown of; 解释; 说明(原因|一下|情况|理由); 说法; 交代; 给个答复; 答复; 为什么; 为啥; 原因; 怎么回事; 查清; 查明`,
  ),
  ask(
    'callback',
    `(ring|phone|call|telephone) (me|us) … (on|at|after|before|back|today|tomorrow|please|tonight|this|when|in the); (ring|phone) (me|us); (give|drop) (me|us) a (call|ring|bell|buzz|shout|tinkle); (supervisor|manager|someone|somebody|agent|adviser|advisor|person|human|boss|anyone) … (ring|call|phone|contact|telephone) (me|us); (speak|talk) (to|with) (a|an|someone|somebody|your|the|whoever) …(manager|supervisor|person|human|boss|charge|agent|adviser|advisor|real|someone|team); reach me (on|at); 打给我; 打(个|过|)(电话|来)给我; 打返(俾|畀|给)我; (回|来)(个|一个|)(电话|电); 给我(回|打|来)(个|)(电话|电); 你们打(给|来|过来); 电话(联系|通知|回|打给)我; 联系我; 找(个|)(人|主管|经理|负责人|领导)…(电话|联系|打|讲|谈|回|说|解释); (主管|经理|负责人|领导|老板|店长)…(给我|跟我|同我|回|打|联系)…(电话|电|讲|谈|联系); 搵(个|)人…(打|讲|覆); 覆我电话; 回拨; call me; call (back|us); phone me; ring me; contact me by phone; give me a call; speak (to|with) (a|someone|your|the) (manager|supervisor|person|human|real|someone); callback; call back; telephone me; 回电; 给我打电话; 回我电话; 打电话给我; 电话联系我; 联系我; 回访; 回拨; 来电; 致电; 找经理; 经理…联系; 转人工`,
  ),

  signal(
    'condition',
    `if; unless; otherwise; or else; or i; or we; next time; thinking (of|about); considering; consider; might; may have to; tempted to; 否则; 不然; 要不然; 如果; 要是; 再不; 的话; 若; 倘若; 除非; 考虑; 再这样; 要么; 逼我; 下次`,
  ),
  signal(
    'request',
    `
    wanna; gimme; gonna need; appreciate; (glad|grateful|happy|pleased|obliged) if; kindly; go amiss; all i (ask|want|need); when can; let (me|us) have; let us (have|get|sort); (who|you) (covers|pays|will cover|will pay); put (it|that|the) … back; take it off; pay back; ring (me|us); phone (me|us); swap; refund; fix it; sort it; (not|never) been (credited|refunded|reimbursed|paid back); owe me; give us; just (send|give|pay|fix|get|put|ring|call|cancel|swap|say|tell); send (me|us|it|the|somebody|someone); how about; make (that|it|this) (good|right|up); (nobody|no one) (can|could) (say|tell|explain); (want|demand|like|love) to (know|hear|see|understand); why (did|was|has|have|is|are|do|does); cancel (it|the|my|order)
    want; wants; please; need; needs; would like; i like; demand*; expect; request*; ask; asking; give me; must; should; (can|could|would|will) you; insist; looking for; owed; deserve; entitled; hope; at least; i require; get me; let me; refund me; send me; call me; contact me; compensate me
    让; 叫; 得赔; 退给; 打回; 换成; 补发; 派; 打给; 回个; 讲清楚; 说清楚; 谁出; 谁赔; 至少; 该; 只要; 就行; 就好; 唔该; 俾; 畀; 可唔可以; 得唔得; 把; 去掉; 退; 还我; 赔; 没退; 搵; 怎么来的; 怎么算
    要; 请; 希望; 给我; 申请; 麻烦; 尽快; 必须; 应该; 能不能; 能否; 可否; 可以; 帮我; 帮忙; 需要; 强烈; 想; 务必; 立即; 立刻; 马上; 赶紧; 吗; 必需; 我来`,
  ),
  signal(
    'own-story',
    `
    my (order|parcel|package|bill|contract|phone|refund|complaint|internet|broadband|money|card|delivery|appointment|husband|wife|mother|father|son|daughter|credit (report|score|file)); i (bought|ordered|paid|called|complained|received|was|have|had|am|waited|signed|applied|took|lost|got|returned|sent|asked|spoke|requested|contacted|never|did); we (bought|ordered|paid|called|complained|waited|have been|were)
    (订单|下单|送来|客服|投诉|退款|收到货|骑手|快递员|店家|商家); 我(买|订|付|投诉|收到|办|在|被|们|的|打|已|昨|今|前|去|都|等|因|不|没|要|想|是|花|充)`,
  ),
  signal(
    'thanks-ahead',
    `thank you in advance; thanks in advance; thank you for your (time|attention|consideration|understanding|reply|response|patience); thanks for your (time|attention|reply|response|understanding); kind regards; best regards; good (morning|afternoon|evening|day); 谢谢配合; 谢谢理解; 你好; 您好; 谢谢合作`,
  ),
];
