"""Signing in with an identity from elsewhere: Google, Apple, Facebook.

allauth does the talking. What stands here is which of them this mall is registered with
(`apps`), what differs from allauth's own (`providers`, `adapter`), and the link between such an
identity and a person (`operations` and `queries` of the domain).
"""
