"""People: one row each, mall-wide, whatever they do here."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower

from tradewind.platform.models import PublicIdField


class PersonManager(BaseUserManager["Person"]):
    """Finds people by e-mail without regard to case, as allauth and sign-in expect."""

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email__iexact=username)


class Person(AbstractBaseUser, PermissionsMixin):
    """Someone who signed up: shopper, merchant, operator or all of them."""

    public_id = PublicIdField("per")
    email = models.EmailField()
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=20, blank=True, help_text="E.164")
    language = models.CharField(max_length=12, default="en", help_text="BCP 47")
    currency = models.CharField(max_length=3, blank=True, help_text="ISO 4217, as last chosen")
    shown_currency = models.CharField(
        max_length=3,
        blank=True,
        default="",
        db_default="",
        help_text="ISO 4217: what prices are told in beside",
    )
    place = models.CharField(
        max_length=10,
        blank=True,
        default="",
        db_default="",
        help_text="Where things go, as last chosen: CA-ON",
    )
    time_zone = models.CharField(max_length=40, default="UTC", help_text="IANA zone")
    look = models.CharField(
        max_length=200,
        blank=True,
        default="",
        db_default="",
        help_text="How pages look, as the cookie says it",
    )
    is_operator = models.BooleanField(default=False, help_text="Runs the mall as a whole")
    is_active = models.BooleanField(default=True)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="person_email_once"),)

    def __str__(self) -> str:
        return self.name or self.email


class ProviderAccess(models.Model):
    """What the mall got from Google, Apple or Facebook when it registered there.

    `credentials` is JSON, encrypted. People's links to their accounts there are allauth's rows.
    """

    provider = models.CharField(max_length=30, unique=True)
    credentials = models.TextField()
    changed_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.provider
