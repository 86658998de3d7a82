"""Signing in through Google, Apple or Facebook, and the way on when that fails."""
