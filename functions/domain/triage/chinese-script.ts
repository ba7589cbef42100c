/**
 * Traditional characters of daily writing (Big5 level 1) and, at the same place, their simplified forms (GB 2312
 * level 1). The lexicon is written in simplified characters only; folding makes it read both scripts.
 * One character to one character: enough to match words, not to publish a conversion. Pairs as in OpenCC (Apache-2.0).
 */
const TRADITIONAL = [
  '內勻弔戶冊朮氾丟兇汙汎佔佈兌別刪吳呂吶囪壯夾妝決沖沒災禿見貝車並亞來併侖兒兩協卹屆岡彿拋拚於昇東況爭',
  '狀糾臥軋長門俠侶係侷剎剋則勁卻姦屍帥彥後恆柵枴洶洩為牴盃紅紀紉約計訂訃貞負軍軌韋頁風飛倖倆們個倫倉凍',
  '剛剝員娛孫宮峽島師庫徑恥悅挾時晉書氣烏狹狽畝祕紡紗紋純紐級納紙紛脅脈荊茲記討訊託訓訖豈財貢軒迴釘針閃',
  '陣陝陞隻飢馬鬥乾偽偉偵側務動區參啞問唸國堅執夠婁婦專將屜崑崙崗帶帳張強彫從悽捲捱掃掛掄掙採捨敗啟敘斬',
  '晝桿棄條殺氫涼淺淵淒淚淪淨牽猙現產畢異眾硃絆絃統紮紹細紳組終缽習脣脫脩莢莖莊處術覓規訪訝訣許設訟訛販',
  '責貫貨貪貧軟這連逕釦釣釩閉陳陸陰頂頃魚鳥鹵麥傢備傑傘凱創勞勝勛喪單喲喚喬喫圍堯場報壺尋幀幾廁廂廄復惡',
  '悶惱揀揮換揚棗棟棧棲欽殘殼湧湊減渦湯測渾渙無猶琺畫痙痠發盜睏硯稈稅筆筍絞結絨絕絲絡給絢肅腎脹菸華萊虛',
  '視註詠評詞証詛詐訴診貯貼貳費賀貴買貶貿貸軸週進郵鄉鈔鈕鈣鈉鈞鈍閏開閑間閒隊階陽雲韌項順須飯飲馮馭黃亂',
  '傭債傳僅傾傷剷勢匯嗎嗚嗆園圓塗塊塢奧媽幹廈彙愛慄損搶搖搗暈會業極楊楓歲毀溝滅溼溫準滄煙煩煉煥爺獅當盞',
  '睜祿萬稜節粵經絹綑綁綏絛義羨聖腸腳腫腦葷葦葉虜號蛻補裝裡詫該詳試詩誇詣誠話誅詭詢賊資賈賄賃賂跡較載農',
  '運遊達違過鄒鉗鉀鈾鉛鉤鉑鈴鉅鉚閘隕電預頑頓頒頌飼飽飾馳馱馴僥僕僑僱劃厭嘗嘔嘆團圖塵墊塹壽夥夢奪寧實寢',
  '對屢嶄幣彆徹態慣慚慘摟摺摻暢榮槓構槍榦滾漬漢滿滯漸漲漣滬漁滲滌滷熒爾獄瑤瑣瑪瘧瘍瘋瘓盡監碩禍種稱窪窩',
  '箋箇綻綜綽綠緊綴網綱綢綿綵綸維緒罰聞臺與蓆蓋蒐蒼蝕製誦誌語誣認誡誤說誨誘貍賓賒趙趕輔輕輓遠遜遙遞鉸銀',
  '銅銘鉻銜銑閡閨閩閣閥閤際頗領颱餃餅餌駁骯鳴鳳麼齊億儀價儈儉凜劇劉劍劊厲嘩噓噴嘯墳墜墮嬌寬審寫層幟廢廚',
  '廟廣廠彈徵慶慮憂慼慫慾憐憫憚憤摯撲撈撐撥撓撫敵數暫樣樁樞標樓槳樂樑歐歎毆漿潑潔澆潛潰潤澗熱獎瑩瘡皚皺',
  '盤確碼穀窯窮範締練緯緻緘緬緝編緣線緞緩罵罷膠膚蓮蔭蔣蔔蔥蝦蝸蝨衛衝複誼諒談諄誕請諸課調誰論誹豎豬賠賞',
  '賦賤賬賭賢賣賜質踐輝輛輩輪輥適遷鄰鄭鄧鋅銻銷鋪鋤鋁銳鋒鋇閱鞏颳養餓餒餘駝駐駛駕駒髮鬧魯鴉齒儘冪劑勳噹',
  '噸墾壇奮學導憲憑憊憶戰擁擋撻據擄擇撿擔撾曆曉樸橫樹橢橋機歷澱濃澤濁熾燒燈燙獨盧瞞磚禦積穎窺簑築篩縛縣',
  '膩興艙蕩蕭蕪螞螢褲親諺諱謀諜諧諮諾謂諷貓賴踴輻輯輸辦選遲遼遺錠錶鋸錳錯錢鋼錫錄錐錦閻隨險霑靜頰頸頻頭',
  '頹頤館餞餡駭駱鬨鮑鴕鴦鴨鴛龍龜優償儲勵嚐嚇壓嬰嶼嶺嶽幫彌應懇戲擊擠擰擬擱斂斃檔檢氈濘濱濟濛濤濫澀濕濰',
  '營燦燭燬燴牆獰獲環療盪矯簍糞縮績縷繃縫總縱縴聲聰聯聳膿膽臉臨舉艱薑薔薊虧謎謗謙講謊謠謝謄谿賺賽購趨轄',
  '輾轅輿還邁醣醞醜鍍鎂錨鍵鍊鍋錘鍾鍬鍛闊闌闆隱隸雖韓顆餵騁駿鮮鴻鴿點齋叢嚮壘嬸擴擲擾攆擺擻斷櫃檻檸檯歸',
  '瀉瀋濾濺燻燼獵甕癒礎禮穢竄竅簡糧織繕繞繡罈翹職聶臍舊薩藍薹薦蟬蟲謹謬豐贅蹤蹟軀轉轍醫醬釐鎊鎖鎢鎳鎮鎬',
  '鎚闖離雜雙雛雞鞦額顏題餾騎鬆鯉鵑鵝鼕嚥壞壟寵龐廬懲懷懶攏曠櫥瀝瀕爍犢獸獺瓊疇癟癡矇礙禱穫穩簾簽繫繭繹',
  '繩繪羅繳臘藝藥蟻蠅蠍襖譁譜識證譚譏贈贊轎辭邊鏡鏟鏈關隴難霧韻類願顛饅騙鬍鯨鵲鵬麗麴勸嚨嚴孃寶懸攔攙瀾',
  '瀰爐獻癢癥礦礬礫競籌籃糰辮繼艦藹蘆蘋蘇蘊覺觸議譯譟贏贍釋鐘鏽闡飄饒饑騰騷鰓鹹麵黨齣齡囂屬懼懾攝攜櫻欄',
  '殲爛犧纏續蘭蠟襪襬覽譴護譽贓躊躍轟辯鐮鐳鐵闢響顧驅騾鶴齧孿巒彎攤權歡灑灘疊癬籠聾聽臟襲襯讀贖鑄鑑鑒顫',
  '驕髒鬚鱉鷗龔囌巖戀攣攪曬竊籤纓纖纔蘿蠱變邏顯驚驗體鱗黴囑壩攬癱蠶讓讒艷贛釀靈韆驟鷹鹼鹽齲廳灣籬籮蠻觀',
  '釁鑲鑰顱饞灤矚讚鑷驢纜鑽鑼豔鑿鬱籲',
].join('');

const SIMPLIFIED = [
  '内匀吊户册术泛丢凶污泛占布兑别删吴吕呐囱壮夹妆决冲没灾秃见贝车并亚来并仑儿两协恤届冈佛抛拼于升东况争',
  '状纠卧轧长门侠侣系局刹克则劲却奸尸帅彦后恒栅拐汹泄为抵杯红纪纫约计订讣贞负军轨韦页风飞幸俩们个伦仓冻',
  '刚剥员娱孙宫峡岛师库径耻悦挟时晋书气乌狭狈亩秘纺纱纹纯纽级纳纸纷胁脉荆兹记讨讯托训讫岂财贡轩回钉针闪',
  '阵陕升只饥马斗干伪伟侦侧务动区参哑问念国坚执够娄妇专将屉昆仑岗带帐张强雕从凄卷挨扫挂抡挣采舍败启叙斩',
  '昼杆弃条杀氢凉浅渊凄泪沦净牵狰现产毕异众朱绊弦统扎绍细绅组终钵习唇脱修荚茎庄处术觅规访讶诀许设讼讹贩',
  '责贯货贪贫软这连径扣钓钒闭陈陆阴顶顷鱼鸟卤麦家备杰伞凯创劳胜勋丧单哟唤乔吃围尧场报壶寻帧几厕厢厩复恶',
  '闷恼拣挥换扬枣栋栈栖钦残壳涌凑减涡汤测浑涣无犹珐画痉酸发盗困砚秆税笔笋绞结绒绝丝络给绚肃肾胀烟华莱虚',
  '视注咏评词证诅诈诉诊贮贴贰费贺贵买贬贸贷轴周进邮乡钞钮钙钠钧钝闰开闲间闲队阶阳云韧项顺须饭饮冯驭黄乱',
  '佣债传仅倾伤铲势汇吗呜呛园圆涂块坞奥妈干厦汇爱栗损抢摇捣晕会业极杨枫岁毁沟灭湿温准沧烟烦炼焕爷狮当盏',
  '睁禄万棱节粤经绢捆绑绥绦义羡圣肠脚肿脑荤苇叶虏号蜕补装里诧该详试诗夸诣诚话诛诡询贼资贾贿赁赂迹较载农',
  '运游达违过邹钳钾铀铅钩铂铃巨铆闸陨电预顽顿颁颂饲饱饰驰驮驯侥仆侨雇划厌尝呕叹团图尘垫堑寿伙梦夺宁实寝',
  '对屡崭币别彻态惯惭惨搂折掺畅荣杠构枪干滚渍汉满滞渐涨涟沪渔渗涤卤荧尔狱瑶琐玛疟疡疯痪尽监硕祸种称洼窝',
  '笺个绽综绰绿紧缀网纲绸绵彩纶维绪罚闻台与席盖搜苍蚀制诵志语诬认诫误说诲诱狸宾赊赵赶辅轻挽远逊遥递铰银',
  '铜铭铬衔铣阂闺闽阁阀合际颇领台饺饼饵驳肮鸣凤么齐亿仪价侩俭凛剧刘剑刽厉哗嘘喷啸坟坠堕娇宽审写层帜废厨',
  '庙广厂弹征庆虑忧戚怂欲怜悯惮愤挚扑捞撑拨挠抚敌数暂样桩枢标楼桨乐梁欧叹殴浆泼洁浇潜溃润涧热奖莹疮皑皱',
  '盘确码谷窑穷范缔练纬致缄缅缉编缘线缎缓骂罢胶肤莲荫蒋卜葱虾蜗虱卫冲复谊谅谈谆诞请诸课调谁论诽竖猪赔赏',
  '赋贱账赌贤卖赐质践辉辆辈轮辊适迁邻郑邓锌锑销铺锄铝锐锋钡阅巩刮养饿馁余驼驻驶驾驹发闹鲁鸦齿尽幂剂勋当',
  '吨垦坛奋学导宪凭惫忆战拥挡挞据掳择捡担挝历晓朴横树椭桥机历淀浓泽浊炽烧灯烫独卢瞒砖御积颖窥蓑筑筛缚县',
  '腻兴舱荡萧芜蚂萤裤亲谚讳谋谍谐咨诺谓讽猫赖踊辐辑输办选迟辽遗锭表锯锰错钱钢锡录锥锦阎随险沾静颊颈频头',
  '颓颐馆饯馅骇骆哄鲍鸵鸯鸭鸳龙龟优偿储励尝吓压婴屿岭岳帮弥应恳戏击挤拧拟搁敛毙档检毡泞滨济蒙涛滥涩湿潍',
  '营灿烛毁烩墙狞获环疗荡矫篓粪缩绩缕绷缝总纵纤声聪联耸脓胆脸临举艰姜蔷蓟亏谜谤谦讲谎谣谢誊溪赚赛购趋辖',
  '辗辕舆还迈糖酝丑镀镁锚键炼锅锤钟锹锻阔阑板隐隶虽韩颗喂骋骏鲜鸿鸽点斋丛向垒婶扩掷扰撵摆擞断柜槛柠台归',
  '泻沈滤溅熏烬猎瓮愈础礼秽窜窍简粮织缮绕绣坛翘职聂脐旧萨蓝苔荐蝉虫谨谬丰赘踪迹躯转辙医酱厘镑锁钨镍镇镐',
  '锤闯离杂双雏鸡秋额颜题馏骑松鲤鹃鹅冬咽坏垄宠庞庐惩怀懒拢旷橱沥濒烁犊兽獭琼畴瘪痴蒙碍祷获稳帘签系茧绎',
  '绳绘罗缴腊艺药蚁蝇蝎袄哗谱识证谭讥赠赞轿辞边镜铲链关陇难雾韵类愿颠馒骗胡鲸鹊鹏丽曲劝咙严娘宝悬拦搀澜',
  '弥炉献痒症矿矾砾竞筹篮团辫继舰蔼芦苹苏蕴觉触议译噪赢赡释钟锈阐飘饶饥腾骚鳃咸面党出龄嚣属惧慑摄携樱栏',
  '歼烂牺缠续兰蜡袜摆览谴护誉赃踌跃轰辩镰镭铁辟响顾驱骡鹤啮孪峦弯摊权欢洒滩叠癣笼聋听脏袭衬读赎铸鉴鉴颤',
  '骄脏须鳖鸥龚苏岩恋挛搅晒窃签缨纤才萝蛊变逻显惊验体鳞霉嘱坝揽瘫蚕让谗艳赣酿灵千骤鹰碱盐龋厅湾篱箩蛮观',
  '衅镶钥颅馋滦瞩赞镊驴缆钻锣艳凿郁吁',
].join('');

/** Simplified forms that traditional text also uses as characters of their own (台, 面, 只): no evidence of script. */
const USED_IN_BOTH = new Set(
  [
    '吊泛凶污占布并儿恤佛拼于升系局克奸尸后拐泄抵杯幸秘托回只斗干念昆雕卷挨挂采舍杆朱弦扎唇修扣家杰吃几涌',
    '酸困注周云佣栗准捆里夸游巨仆雇划伙折杠彩台席搜制志狸挽合么征戚欲扑梁谷范致卜虱刮余朴御蓑筑咨表沾哄岳',
    '蒙姜溪糖丑板喂向沈愈苔荐虫丰秋松冬咽坏痴帘愿胡曲娘症噪咸面出辟听岩晒才霉千郁吁',
  ].join(''),
);

/** Written only for spoken Cantonese, hence in traditional script. */
const CANTONESE = '嘅唔冇咗哋係佢喺嚟啲';

type Script = 'simplified' | 'traditional' | 'both';

const fold = new Map(
  Array.from(TRADITIONAL).map((character, place) => [character, SIMPLIFIED.charAt(place)]),
);
const traditionalForms = new Set([...fold.keys(), ...Array.from(CANTONESE)]);
const simplifiedForms = new Set(Array.from(SIMPLIFIED).filter((character) => !USED_IN_BOTH.has(character)));

function lookUp(character: string): { folded: string; script: Script } {
  const folded = fold.get(character) ?? character;
  if (traditionalForms.has(character)) return { folded, script: 'traditional' };
  return { folded, script: simplifiedForms.has(character) ? 'simplified' : 'both' };
}

/** Every traditional character of daily writing with its simplified form, as UTF-16 code units. */
export const simplifiedPairs = (): readonly (readonly [traditional: number, simplified: number])[] =>
  Array.from(TRADITIONAL).map((character, place) => [character.charCodeAt(0), SIMPLIFIED.charCodeAt(place)]);

/**
 * What was looked up before, by code unit: a text asks for every one of its characters. The whole room at once, for an
 * array that is filled here and there is no longer read by index but searched.
 */
let seen: (ReturnType<typeof lookUp> | undefined)[] | undefined;
const CODES = 0x10000;

/** The simplified form of a Chinese character, and which script writes it when only one of the two does. */
export function chineseCharacter(code: number): { readonly folded: string; readonly script: Script } {
  seen ??= Array.from({ length: CODES });
  return (seen[code] ??= lookUp(String.fromCharCode(code)));
}
