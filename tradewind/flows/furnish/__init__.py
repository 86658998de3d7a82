"""The furnished demo mall: what it sells, who sells it, and the pictures of it all."""

GIFT_CARD_FILE = "GIFT-CARD.txt"
"""In the data folder: the code of Maya's gift card, which its row does not tell."""
