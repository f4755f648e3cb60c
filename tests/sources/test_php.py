"""Texts of PHP files that the cases do not cover."""

from __future__ import annotations


def test_the_text_domain_of_a_translated_text_is_not_a_message() -> None:
    from smslint.sources.options import Options
    from smslint.sources.registry import read

    text = """<?php
$a = __('Your order is ready', 'shop'); _e('Hello there', 'shop'); esc_html__('Stop by', 'shop');
_x('Post', 'verb', 'shop'); _n('%d order', '%d orders', $n, 'shop'); notify('Hi', 'Ann'); echo __('key', ['name' => 'Ann']);
"""
    found = [each.body for each in read("php", text, Options()) if not each.unknown]
    assert found == [
        "Your order is ready", "Hello there", "Stop by", "Post", "%d order", "%d orders", "Hi", "Ann",
    ]  # fmt: skip
