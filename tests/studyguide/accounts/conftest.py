"""Visitors without an account, one who reads English and one who reads Chinese."""

import pytest
from django.test import Client


@pytest.fixture
def visitor(db) -> Client:
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def chinese_visitor(db) -> Client:
    return Client(headers={"accept-language": "zh-CN"})
