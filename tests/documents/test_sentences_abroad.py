"""Sentences of news in many languages and scripts, which have to be found again.

Each line is one sentence, written for this test with what is hard in its language: shortened words,
ordinals, quotation marks, stops of its script. The sentences of a language are joined by spaces, or
by nothing where the script has none.
"""

from __future__ import annotations

import pytest

from geomap.documents.sentences import sentences

NEWS = {
    "de": """Der Vertrag wurde am 3. Oktober in Berlin unterzeichnet.
        Dr. Weber reiste z. B. nach Köln.
        Die Firma St. Gobain, d. h. ihr Werk in der Nähe, schloss.
        Er sagte: „Wir bleiben in Mossul.“
        Danach fuhr er ab.
        »Wir bleiben in Aleppo.«
        Die Nr. 5 der Liste kam ca. 20 km weit.
        Im 19. Jahrhundert wuchs Essen.
        So war es im Jahr 2019.
        Damals brannte es.""",
    "fr": """M. Dupont est arrivé à Lyon.
        Mme Martin l’a suivi.
        « Nous restons à Alep. »
        Il est parti vers 18 h.
        Le n° 5 de la rue St. Denis brûle, cf. p. 12 du rapport.
        Le 1er mai, env. 20 km plus loin, le Dr. Petit attendait.
        Qui a fermé le bd. Voltaire ?
        Personne !""",
    "es": """El Sr. García llegó a Lima.
        La Sra. López, de EE. UU., también.
        ¿Quién llegó a Quito?
        ¡Nadie!
        El Dr. Ruiz vive en la Av. Bolívar de Caracas.
        Aprox. 20 km más allá, vio el mar.
        «Nos quedamos en Alepo».
        Lo dice el art. 5 en la pág. 12.""",
    "it": """Il sig. Rossi è a Roma.
        Il dott. Bianchi e l’avv. Neri arrivano a S. Marino.
        «Restiamo a Bari».
        Poi partì per Trieste.
        Chi ha visto il fuoco di Matera?
        Nessuno.""",
    "pt": """O Sr. Silva chegou a Lisboa.
        A Sra. Souza e a Dra. Lima partiram.
        A Av. Brasil fechou às 10 horas.
        O n.º 5 da rua ardeu em Braga.
        Quem ficou em Luanda?
        Ninguém!""",
    "nl": """Dhr. De Vries kwam naar Utrecht.
        Mevr. Jansen bleef in bijv. Tilburg en o.a. Breda.
        Op 3 mei a.s. is er feest in Delft.
        ‘We blijven in Aleppo.’
        Toen vertrok hij.""",
    "ru": """В 2019 г. население г. Киева выросло.
        На ул. Ленина в пос. Мирный сгорел дом.
        Он родился в 1990 г.
        Потом уехал в Омск.
        «Мы остаёмся в Мосуле», — сказал он.
        Это было в XIX в.
        Потом всё изменилось.
        Ок. 20 км от г. Алеппо шёл бой.
        А. С. Пушкин жил в Москве, т. е. в столице.
        Проф. Иванов уехал из с. Покровка.
        Кто остался в Казани?
        Никто!""",
    "uk": """У 2019 р. населення м. Києва зросло.
        На вул. Шевченка горів будинок.
        Т. Шевченко жив у Каневі.
        «Ми лишаємося в Харкові», — сказав він.
        Хто поїхав до с. Мирне?
        Ніхто.""",
    "pl": """W 2019 r. liczba mieszkańców m.in. Krakowa wzrosła.
        Na ul. Długiej wybuchł pożar.
        Dr Nowak, np. z Łodzi, przyjechał.
        Prof. Kowalski z woj. Śląskiego też.
        Ok. 20 km dalej padał śnieg.
        „Zostajemy w Aleppo”.
        Kto był w Gdyni?""",
    "cs": """V Praze na ul. Dlouhé hořelo.
        Např. Dr. Novák z Brna a tzv. Zlatá ulička.
        Dne 3. října sněžilo v Ostravě.
        „Zůstáváme v Aleppu.“
        Potom odjel do Plzně.""",
    "hr": """Dr. Horvat je u Splitu.
        Npr. Zadar i tzv. Lika bili su u snijegu.
        U ul. Kralja Tomislava gori.
        Dana 3. svibnja padala je kiša.""",
    "ro": """Dl. Popescu a ajuns la Cluj.
        Str. Lungă din Brașov a ars.
        Casa nr. 5 de pe bd. Unirii din Iași a ars.
        Prof. Ion a plecat.
        „Rămânem la Alep.”
        Apoi a tăcut.""",
    "tr": """Dr. Yılmaz İstanbul'a geldi.
        Prof. Kaya ve Doç. Demir Ankara'da kaldı.
        Atatürk Cad. No. 5'te yangın çıktı.
        Kim Bursa'ya gitti?
        Hiç kimse.""",
    "fi": """Esim. Turku ja Oulu kasvoivat.
        Klo 10.30 alkoi sade Tampereella.
        Päivä oli 3. toukokuuta Vaasassa.
        ”Jäämme Aleppoon.”
        Sitten hän lähti.""",
    "sv": """Dr. Berg kom till Malmö.
        Det regnade i bl.a. Lund och t.ex. Ystad.
        Den 3 maj kl. 10 brann det i Umeå.
        ”Vi stannar i Aleppo.”
        Sedan for han.""",
    "da": """Dr. Holm kom til Odense.
        Det regnede i bl.a. Aarhus og f.eks. Vejle.
        Den 3. maj kl. 10 brændte det i Ribe.""",
    "hu": """Dr. Kovács Pécsre ment.
        Ott volt pl. Győr és kb. 20 km hó.
        A 3. kerületben tűz volt.
        2019. május 3-án Szegeden esett.
        „Aleppóban maradunk.”
        Aztán elment.""",
    "el": """Έφτασε στην Αθήνα.
        Πότε έφυγε από τη Χίο;
        Χθες το πρωί.
        Ο κ. Παπάς ζει στον Πειραιά.
        «Μένουμε στο Χαλέπι.»
        Μετά σώπασε.""",
    "ar": """قال الرئيس إن بلاده بخير.
        هل وصل الوفد إلى بغداد؟
        نعم!
        وصل أمس؛ ثم غادر إلى الموصل.
        «نحن باقون في حلب».
        ثم غادر د. سمير إلى دمشق.""",
    "fa": """او دیروز به تهران رفت.
        آیا در شیراز باران آمد؟
        بله، «تا صبح».""",
    "ur": """وہ کل لاہور گیا۔
        کیا کراچی میں بارش ہوئی؟
        ہاں۔""",
    "he": """הוא נסע אתמול לחיפה.
        האם ירד גשם בבאר שבע?
        ד"ר כהן גר בירושלים.
        "אנחנו נשארים בחלב."
        אחר כך הוא נסע.""",
    "hi": """वह कल दिल्ली गया।
        क्या पटना में बारिश हुई?
        डॉ. शर्मा मुंबई में रहते हैं।""",
}
UNSPACED = {
    "zh": """他昨天去了北京。
        上海下雨了吗？
        是的！""",
    "ja": """彼は昨日東京へ行った。
        大阪は雨だったか？
        はい。""",
}


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines()]


@pytest.mark.parametrize("language", sorted(NEWS))
def test_sentences_are_found_again(language: str) -> None:
    expected = lines(NEWS[language])
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize("language", sorted(UNSPACED))
def test_sentences_without_spaces_are_found_again(language: str) -> None:
    expected = lines(UNSPACED[language])
    text = "".join(expected)
    assert [text[start:end] for start, end in sentences(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "It cost 300 CAD. The mayor of Ottawa paid.",
        "He was born in 1990. The town grew.",
        "“We stay.” Then he left.",
        "She said so. “We stay in Aleppo.”",
        "The pipe is 5 mm. It leaks.",
    ],
)
def test_english_is_read_as_before(text: str) -> None:
    assert len(sentences(text)) == 2
