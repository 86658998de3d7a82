"""Favourites: what a shopper keeps, sorted as they like."""
