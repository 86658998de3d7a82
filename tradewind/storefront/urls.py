"""Every address a shopper visits."""

from __future__ import annotations

from django.urls import path

from tradewind.storefront import banners
from tradewind.storefront.account import cards as account_cards
from tradewind.storefront.account import gifts as account_gifts
from tradewind.storefront.account import own_data
from tradewind.storefront.account.addresses import (
    add_address,
    addresses,
    change_address,
    prefer_address,
    remove_address,
)
from tradewind.storefront.account.deposit import back as top_up_back
from tradewind.storefront.account.deposit import top_up, withdrawal
from tradewind.storefront.account.look import look
from tradewind.storefront.account.notices import bell, dismissal, notice, notices
from tradewind.storefront.account.notices import ticket as notices_ticket
from tradewind.storefront.account.points import points, points_csv
from tradewind.storefront.account.preferences import preferences
from tradewind.storefront.account.privacy import privacy
from tradewind.storefront.account.purchases import overview
from tradewind.storefront.account.security import security, unlink
from tradewind.storefront.account.taste import taste
from tradewind.storefront.account.told import browser, browser_removal, told
from tradewind.storefront.account.wallet import claim_offer, keep_code, remove_entry, wallet
from tradewind.storefront.browse.away import product_watch
from tradewind.storefront.browse.category import category
from tradewind.storefront.browse.compare import compare_page
from tradewind.storefront.browse.guides import size
from tradewind.storefront.browse.home import home
from tradewind.storefront.browse.product import product
from tradewind.storefront.browse.search import search, suggestions
from tradewind.storefront.browse.seen import seen
from tradewind.storefront.browse.stores import store, stores
from tradewind.storefront.cart import views as cart
from tradewind.storefront.cart.reconciling import reconcile
from tradewind.storefront.checkout import returning
from tradewind.storefront.checkout import views as checkout
from tradewind.storefront.claims import views as claims
from tradewind.storefront.claims.asking import ask as ask_claim
from tradewind.storefront.crawlers import views as crawlers
from tradewind.storefront.elsewhere.views import ask as ask_elsewhere
from tradewind.storefront.elsewhere.views import elsewhere
from tradewind.storefront.favourites import mail as favourite_mail
from tradewind.storefront.favourites import views as favourites
from tradewind.storefront.gift.views import gift
from tradewind.storefront.gift_cards import opening as gift_opening
from tradewind.storefront.gift_cards import views as gift_cards
from tradewind.storefront.invitation import views as invitation
from tradewind.storefront.links import views as links
from tradewind.storefront.news import views as news
from tradewind.storefront.offers import views as offers
from tradewind.storefront.orders import views as orders
from tradewind.storefront.orders.again import buy_again
from tradewind.storefront.orders.hours import order_hours
from tradewind.storefront.phone.views import phone
from tradewind.storefront.place.views import place
from tradewind.storefront.points import points as points_page
from tradewind.storefront.quotations import views as quotations
from tradewind.storefront.sell import views as sell
from tradewind.storefront.waiting import views as waiting
from tradewind.storefront.words import asking, mine, questions, reviews, writing
from tradewind.storefront.words import guests as guest_words

app_name = "storefront"
urlpatterns = [
    path("", home, name="home"),
    path("c/<slug:slug>", category, name="category"),
    path("search", search, name="search"),
    path("search/suggestions", suggestions, name="suggest"),
    path("p/<slug:store>/<slug:slug>", product, name="product"),
    path("p/<slug:store>/<slug:slug>/size", size, name="product_size"),
    path("p/<slug:store>/<slug:slug>/reviews", reviews.product_reviews, name="product_reviews"),
    path(
        "p/<slug:store>/<slug:slug>/questions",
        questions.product_questions,
        name="product_questions",
    ),
    path("reviews/<str:shown_id>/helpful", reviews.helpful, name="review_helpful"),
    path("reports", reviews.report, name="report"),
    path("questions", asking.ask, name="ask"),
    path("questions/suggestions", questions.suggestions, name="faq_suggestions"),
    path("questions/faq/<str:faq_id>/rating", questions.rate, name="faq_rating"),
    path("questions/guests", guest_words.ask, name="guest_ask"),
    path("questions/guests/<str:token>", guest_words.question, name="guest_question"),
    path("questions/<str:inquiry_id>", asking.question, name="question"),
    path("banners/<str:banner_id>", banners.dismissal, name="banner"),
    path("points", points_page, name="points"),
    path("favourites", favourites.favourites, name="favourites"),
    path("favourites/batch", favourites.batch, name="favourites_batch"),
    path("favourites/folders", favourites.folders, name="favourites_folders"),
    path("favourites/mail", favourite_mail.ask, name="favourites_mails"),
    path("favourites/mail/<str:token>", favourite_mail.mail, name="favourites_mail"),
    path("favourites/<str:favourite_id>/notices", favourites.notices, name="favourite_notices"),
    path("waiting", waiting.waiting, name="waiting"),
    path("waiting/<str:token>", waiting.place, name="waiting_place"),
    path("account/reviews", mine.my_reviews, name="account_reviews"),
    path(
        "account/reviews/<str:review_id>/removal", mine.remove_review, name="account_review_removal"
    ),
    path("account/words/<str:subject_id>/appeal", mine.appeal, name="account_appeal"),
    path("account/questions", mine.my_questions, name="account_questions"),
    path("orders/<str:token>/reviews/<str:line_id>", writing.write, name="write_review"),
    path("compare", compare_page, name="compare"),
    path("seen", seen, name="seen"),
    path("sellers", stores, name="stores"),
    path("sell", sell.sell, name="sell"),
    path("sell/asked", sell.asked, name="sell_asked"),
    path("s/<slug:slug>", store, name="store"),
    path("account/", overview, name="account"),
    path("account/addresses", addresses, name="account_addresses"),
    path("account/addresses/new", add_address, name="account_address_new"),
    path("account/addresses/<str:address_id>", change_address, name="account_address"),
    path(
        "account/addresses/<str:address_id>/default",
        prefer_address,
        name="account_address_default",
    ),
    path(
        "account/addresses/<str:address_id>/removal",
        remove_address,
        name="account_address_removal",
    ),
    path("account/cards", account_cards.cards, name="account_cards"),
    path(
        "account/cards/<str:saved_card_id>/default",
        account_cards.prefer,
        name="account_card_default",
    ),
    path("account/cards/<str:saved_card_id>/name", account_cards.rename, name="account_card_name"),
    path(
        "account/cards/<str:saved_card_id>/removal",
        account_cards.remove,
        name="account_card_removal",
    ),
    path("account/notices", notices, name="account_notices"),
    path("account/notices/bell", bell, name="account_bell"),
    path("account/notices/ticket", notices_ticket, name="account_notices_ticket"),
    path("account/notices/settings", told, name="account_told"),
    path("account/notices/browsers", browser, name="account_browser"),
    path(
        "account/notices/browsers/<str:browser_id>/removal",
        browser_removal,
        name="account_browser_removal",
    ),
    path("account/notices/<str:notice_id>", notice, name="account_notice"),
    path("account/notices/<str:notice_id>/dismissal", dismissal, name="account_banner"),
    path("account/points", points, name="account_points"),
    path("account/points/statement.csv", points_csv, name="account_points_csv"),
    path("account/deposit/payment", top_up, name="account_top_up"),
    path("account/deposit/payment/<str:top_up_id>", top_up_back, name="account_top_up_back"),
    path("account/deposit/withdrawal", withdrawal, name="account_withdrawal"),
    path("account/preferences", preferences, name="account_preferences"),
    path("account/privacy", privacy, name="account_privacy"),
    path("account/data", own_data.own_data, name="account_data"),
    path("account/data/archives", own_data.ask_archive, name="account_archives"),
    path("account/data/archives/<str:archive_id>", own_data.archive, name="account_archive"),
    path("account/data/erasure", own_data.erasure, name="account_erasure"),
    path("account/data/erasure/removal", own_data.stay, name="account_stay"),
    path("account/security", security, name="account_security"),
    path("account/security/linked/<slug:provider>", unlink, name="account_unlink"),
    path("account/for-you", taste, name="account_taste"),
    path("account/wallet", wallet, name="wallet"),
    path("account/wallet/codes", keep_code, name="wallet_code"),
    path("account/wallet/offers/<str:promotion_id>", claim_offer, name="wallet_claim"),
    path("account/wallet/<str:entry_id>/removal", remove_entry, name="wallet_removal"),
    path("offers/<str:product_id>", offers.product_offers, name="product_offers"),
    path("quotes/new", quotations.new, name="quotation_new"),
    path("quotes/<str:token>", quotations.one, name="quotation"),
    path("quotes/<str:token>/acceptance", quotations.accept, name="quotation_acceptance"),
    path("quotes/<str:token>/checkout", quotations.go_on, name="quotation_checkout"),
    path("quotes/<str:token>/messages", quotations.say, name="quotation_message"),
    path("quotes/<str:token>/refusal", quotations.refuse, name="quotation_refusal"),
    path("account/quotes", quotations.mine, name="account_quotations"),
    path("phone", phone, name="phone"),
    path("watches/<str:product_id>", product_watch, name="product_watch"),
    path("place", place, name="place"),
    path("place/look", look, name="look"),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("sitemap/places.xml", crawlers.places, name="sitemap_places"),
    path("sitemap/products-<int:page>.xml", crawlers.products, name="sitemap_products"),
    path("cart", cart.cart, name="cart"),
    path("cart/sheet", cart.cart_sheet, name="cart_sheet"),
    path("cart/codes", cart.enter_code, name="cart_codes"),
    path("cart/codes/removal", cart.remove_code, name="cart_code_removal"),
    path("cart/lines", cart.add_line, name="cart_lines"),
    path("cart/lines/<str:line_id>", cart.change_line, name="cart_line"),
    path("cart/gift", gift, name="gift"),
    path("cart/elsewhere", ask_elsewhere, name="elsewhere_link"),
    path("cart/elsewhere/<str:secret>", elsewhere, name="elsewhere"),
    path("cart/reconciliation", reconcile, name="cart_reconciliation"),
    path("checkout", checkout.checkout, name="checkout"),
    path("checkout/details", checkout.details, name="checkout_details"),
    path("checkout/<str:checkout_id>/back", returning.back, name="checkout_back"),
    path("checkout/<str:checkout_id>/giving-up", returning.giving_up, name="checkout_giving_up"),
    path("gift-cards", gift_cards.buy, name="gift_card"),
    path("gift-cards/bought/<str:token>", gift_cards.bought, name="gift_card_bought"),
    path("gift-cards/open/<str:secret>", gift_opening.opening, name="gift_card_open"),
    path("account/gift-cards", account_gifts.gifts, name="account_gift_cards"),
    path("via/<str:code>", links.follow, name="via"),
    path("news/stop/<str:token>", news.stop_news, name="stop_news"),
    path("join/<str:secret>", invitation.invitation, name="invitation"),
    path("orders/<str:token>", orders.purchase, name="purchase"),
    path("orders/<str:token>/again", buy_again, name="purchase_again"),
    path("orders/<str:token>/<str:order_id>/hours", order_hours, name="order_hours"),
    path("orders/<str:token>/ticket", orders.ticket, name="purchase_ticket"),
    path("orders/<str:token>/parts/<str:order_id>/claims", ask_claim, name="claim_new"),
    path("orders/<str:token>/claims/<str:claim_id>", claims.claim, name="claim"),
    path("orders/<str:token>/claims/<str:claim_id>/slip", claims.label, name="claim_label"),
    path(
        "orders/<str:token>/claims/<str:claim_id>/photos/<str:photo_id>",
        claims.photo,
        name="claim_photo",
    ),
    path("orders/<str:token>/claims/<str:claim_id>/sending", claims.sending, name="claim_sending"),
    path(
        "orders/<str:token>/claims/<str:claim_id>/withdrawal",
        claims.withdrawal,
        name="claim_withdrawal",
    ),
]
