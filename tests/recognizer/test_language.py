"""Which language a text is in."""

from __future__ import annotations

import pytest

from geomap.recognizer import detect_language

TEXTS = {
    "en": "The president visited the city of Hamburg yesterday and spoke with people about it.",
    "de": "Der Präsident besuchte gestern die Stadt Hamburg und sprach mit den Bürgern über den "
    "Hafen und die Zukunft der Werften.",
    "fr": "Le président a visité hier la ville de Lyon et a parlé avec les habitants de l'avenir.",
    "es": "El presidente visitó ayer la ciudad de Sevilla y habló con los ciudadanos del futuro.",
    "ja": "大統領は昨日、東京を訪問し、市民と港の将来について話し合いました。",
    "ru": "Президент вчера посетил город Казань и говорил с жителями о будущем порта и города.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_languages(language: str) -> None:
    assert detect_language(TEXTS[language]) == language


def test_capitals_do_not_mislead() -> None:
    assert detect_language(TEXTS["en"].upper()) == "en"


@pytest.mark.parametrize("text", ["", "Baghdad", "BASRA, IRAQ", "12:30 45 67 89", "\x00" * 500])
def test_short_texts_are_unknown(text: str) -> None:
    assert detect_language(text) is None


def test_long_texts_are_judged_by_pieces(seeds) -> None:
    article = (seeds / "bbc-soleimani-good-news-for-is.txt").read_text(encoding="utf-8")
    assert detect_language(article * 200) == "en"
