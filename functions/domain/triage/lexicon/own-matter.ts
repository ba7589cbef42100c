import { signal } from './meaning.ts';
import type { Entry } from './meaning.ts';

/**
 * What the rules of the pack were made for: goods that somebody buys and gets sent, and lines that carry a service.
 * A text that names none of them may still say late, lost or broken, of a coach, a cabin or a card.
 */
export const ownMatter: readonly Entry[] = [
  signal(
    'goods',
    `
    parcel*; package; packages; delivery; deliveries; order; orders; ordered; item; items; shipment; shipping; shipped; dispatch*; courier; carrier; tracking; box; bought; purchase*; product; products; goods; warranty; retailer; sent me; send me; unboxed; arrived (broken|damaged|smashed|cracked|dead|faulty|defective|scratched|dented); in (transit|the post)
    phone; phones; smartphone; handset; iphone; laptop; tablet; computer; pc; monitor; keyboard; mouse; printer; camera; tv; television; speaker; headphones; headset; earphones; earbuds; charger; cable; battery; power bank; console; watch; smartwatch; router; kettle; toaster; blender; mixer; microwave; oven; cooker; hob; fridge; freezer; dishwasher; washer; washing machine; dryer; tumble dryer; vacuum; hoover; iron; heater; fan; air fryer; coffee machine; coffee maker; hairdryer; shaver; toothbrush; drill; saw; lawnmower; mower; tool; tools; bike; bicycle; scooter; toy; toys; doll; pram; pushchair; cot; car seat
    sofa; couch; chair; chairs; table; desk; bed; mattress; wardrobe; shelf; bookcase; cabinet; lamp; mirror; rug; curtain; curtains; blinds; pillow; duvet; vase; mug; mugs; cup; cups; plate; plates; glass; glasses; bowl; bowls; pan; pot; knife; shoes; shoe; boots; trainers; sandals; shirt; tshirt; jumper; sweater; jacket; coat; dress; skirt; jeans; trousers; socks; hat; gloves; scarf; handbag; backpack; bag; ring; necklace; bracelet; earrings; sunglasses; book; books; perfume; cosmetics; cream; shampoo; food; meal; pizza; burger; soup; chicken; groceries; wine; bottle; bottles; coffee; cake; chocolate; flowers; meat; fish; milk; bread; salad; rice; fruit; vegetables
    包裹; 快递; 快件; 订单; 发货; 物流; 商品; 货; 产品; 东西; 买; 下单; 配送; 外卖; 餐; 骑手; 店家; 商家; 卖家; 签收; 寄来; 送来; 发来; 派送; 次日达; 隔日送达
    手机; 电脑; 笔记本; 平板; 电视; 相机; 耳机; 音箱; 键盘; 鼠标; 充电器; 充电宝; 数据线; 手表; 电池; 打印机; 路由器; 冰箱; 洗衣机; 空调; 热水器; 电饭煲; 电饭锅; 微波炉; 烤箱; 电水壶; 水壶; 吸尘器; 吹风机; 风扇; 剃须刀; 牙刷; 灯; 锅; 碗; 盘; 杯; 瓶; 刀; 沙发; 床; 桌; 椅; 柜; 床垫; 枕头; 被子; 窗帘; 衣服; 裤; 裙; 鞋; 袜; 帽; 外套; 毛衣; 包包; 书包; 背包; 玩具; 婴儿车; 自行车; 化妆品; 面霜; 面膜; 香水; 洗发水; 书; 水果; 蛋糕; 饭; 菜; 面; 汤; 肉; 鱼; 虾; 奶茶; 咖啡; 牛奶; 饮料; 零食; 鲜花`,
  ),
  signal(
    'line',
    `
    internet; broadband; wifi; wi fi; fibre; fiber; router; signal; network; line; landline; phone; telephone; mobile; sim; dial tone; data; coverage; 4g; 5g; connection; online; modem; hub
    宽带; 网络; 断网; 上网; 没网; 有网; 信号; 路由器; 光猫; wifi; 电话; 座机; 流量; 掉线; 断线; 网`,
  ),
];
