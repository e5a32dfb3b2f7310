"""Names of months in Hindi, from CLDR: by themselves, after a day, and short."""

from __future__ import annotations

from geomap.languages.words import words_of

__all__ = ["MONTHS"]

MONTHS = tuple(
    map(
        words_of,
        (
            "जनवरी जन॰ ינואר ינו׳",
            "फ़रवरी फ़र॰ פברואר פבר׳",
            "मार्च מרץ",
            "अप्रैल אפריל אפר׳",
            "मई מאי",
            "जून יוני",
            "जुलाई जुल॰ יולי",
            "अगस्त अग॰ אוגוסט אוג׳",
            "सितंबर सित॰ ספטמבר ספט׳",
            "अक्टूबर अक्टू॰ אוקטובר אוק׳",
            "नवंबर नव॰ נובמבר נוב׳",
            "दिसंबर दिस॰ דצמבר דצמ׳",
        ),
    )
)
"""One entry a month, each with its spellings."""
