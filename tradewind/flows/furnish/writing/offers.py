"""Which promotions the demo runs, ran and will run: what they say, before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from tradewind.domains.promotions.rules import (
    Conditions,
    Layer,
    Reward,
    RewardKind,
    Scope,
    Terms,
)
from tradewind.flows.furnish.mall.shapes import Text

WELCOME = "WELCOME10"
SNOWFALL = "SNOWFALL"


@dataclass(frozen=True, slots=True)
class Offer:
    """A promotion of `store`, of the mall without one.

    `category` narrows it to that branch of the tree. Days are counted from the present: `starts`
    and `ends` bound its window. `wallets` are the e-mail addresses it is given to.
    """

    name: Text
    reward: Reward
    layer: Layer = Layer.ITEM
    needs: Conditions = field(default_factory=Conditions)
    store: str = ""
    category: str = ""
    code: str = ""
    wallets: Sequence[str] = ()
    currency: str = ""
    starts: int | None = None
    ends: int | None = None
    total_limit: int | None = None
    person_limit: int | None = None
    budget_minor: int | None = None

    def terms(self, *, scope: Scope) -> Terms:
        """What it says about the goods in `scope`."""
        return Terms(reward=self.reward, layer=self.layer, scope=scope, needs=self.needs)


def _percent(share: int) -> Reward:
    return Reward(RewardKind.PERCENT, percent_bp=share * 100)


OFFERS: Sequence[Offer] = (
    Offer(
        name=Text(
            en="Ten percent off care",
            fr="Dix pour cent sur les soins",
            ar="خصم 10٪ على منتجات العناية",
            ko="케어 제품 10% 할인",
            vi="Giảm 10% đồ chăm sóc",
            mn="Арчилгааны бараа 10 % хямд",
        ),
        reward=_percent(10),
        store="atelier-neige",
        category="care",
    ),
    Offer(
        name=Text(
            en="Welcome: 10 % off your first order",
            fr="Bienvenue : 10 % sur votre première commande",
            ar="أهلًا بك: خصم 10٪ على طلبك الأول",
            ko="환영합니다: 첫 주문 10% 할인",
            vi="Chào mừng: giảm 10% đơn đầu tiên",
            mn="Тавтай морил: эхний захиалга 10 % хямд",
        ),
        reward=_percent(10),
        layer=Layer.ORDER,
        needs=Conditions(first_order=True),
        code=WELCOME,
        person_limit=1,
    ),
    Offer(
        name=Text(
            en="Free delivery from 45 dollars",
            fr="Livraison offerte dès 45 dollars",
            ar="توصيل مجاني ابتداءً من 45 دولارًا",
            ko="45달러 이상 무료 배송",
            vi="Miễn phí giao hàng từ 45 đô la",
            mn="45 доллараас дээш үнэгүй хүргэлт",
        ),
        reward=Reward(RewardKind.SHIPPING, percent_bp=10_000),
        layer=Layer.SHIPPING,
        needs=Conditions(minimum_minor=4_500),
        store="cedar-and-swell",
        currency="CAD",
    ),
    Offer(
        name=Text(
            en="Two wooden toys, the third is a present",
            fr="Deux jouets en bois, le troisième offert",
            ar="لعبتان خشبيتان والثالثة هدية",
            ko="원목 장난감 2개를 사면 1개는 선물",
            vi="Mua hai món đồ chơi gỗ, tặng món thứ ba",
            mn="Хоёр модон тоглоом авбал гурав дахь нь бэлэг",
        ),
        reward=Reward(RewardKind.BUY_GET, percent_bp=10_000, buy=2, get=1),
        store="little-puffin",
        category="wooden-toys",
    ),
    Offer(
        name=Text(
            en="For you: 15 dollars off",
            fr="Pour vous : 15 dollars de remise",
            ar="لك خصيصًا: خصم 15 دولارًا",
            ko="회원님께 드리는 15달러 할인",
            vi="Dành riêng cho bạn: giảm 15 đô la",
            mn="Танд зориулав: 15 долларын хямдрал",
        ),
        reward=Reward(RewardKind.AMOUNT, minor=1_500),
        layer=Layer.ORDER,
        needs=Conditions(minimum_minor=8_000, members_only=True),
        currency="CAD",
        wallets=("maya@example.com", "samira@example.com"),
        ends=30,
        person_limit=1,
    ),
    Offer(
        name=Text(
            en="December sound week",
            fr="La semaine du son en décembre",
            ar="أسبوع الصوت في ديسمبر",
            ko="12월 사운드 위크",
            vi="Tuần lễ âm thanh tháng Mười Hai",
            mn="Арванхоёрдугаар сарын дуу хөгжмийн долоо хоног",
        ),
        reward=_percent(15),
        store="halcyon-electric",
        category="sound",
        starts=6,
        ends=13,
    ),
    Offer(
        name=Text(
            en="First snow: for the two quickest",
            fr="Première neige : pour les deux plus rapides",
            ar="أوّل الثلج: لأسرع اثنين",
            ko="첫눈 기념: 선착순 두 분",
            vi="Tuyết đầu mùa: cho hai người nhanh nhất",
            mn="Анхны цас: хамгийн түрүүний хоёр хүнд",
        ),
        reward=_percent(8),
        layer=Layer.ORDER,
        code=SNOWFALL,
        total_limit=2,
    ),
    Offer(
        name=Text(
            en="Pantry days",
            fr="Les journées de l’épicerie",
            ar="أيام المؤونة",
            ko="식료품 데이",
            vi="Những ngày thực phẩm khô",
            mn="Хүнсний өдрүүд",
        ),
        reward=_percent(10),
        store="maison-calanque",
        category="pantry",
        ends=-12,
    ),
    Offer(
        name=Text(
            en="The mall adds 5 dollars",
            fr="La galerie offre 5 dollars",
            ar="السوق يضيف لك 5 دولارات",
            ko="몰이 드리는 5달러 추가 할인",
            vi="Tradewind tặng thêm 5 đô la",
            mn="Худалдааны төвөөс 5 доллар нэмж хямдруулна",
        ),
        reward=Reward(RewardKind.AMOUNT, minor=500),
        layer=Layer.ORDER,
        needs=Conditions(minimum_minor=12_000),
        currency="CAD",
        budget_minor=30_000,
    ),
)
