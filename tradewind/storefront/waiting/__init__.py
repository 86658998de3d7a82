"""Waiting for goods that are sold out."""
